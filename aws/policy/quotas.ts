/** How many characters policies may have; white space does not count. Source: IAM user guide, IAM and AWS STS quotas. */
export const POLICY_CHARACTERS = {
  managed: 6_144,
  /** All inline policies of one together. */
  inline: { role: 10_240, user: 2_048, group: 5_120 },
  /** May be raised to 4,096. */
  trust: { standard: 2_048, raised: 4_096 },
} as const;

/** Bytes of a resource policy. Source: the quotas in each service's guide. */
export const RESOURCE_POLICY_BYTES = {
  bucket: 20_480,
  "event bus": 10_240,
  key: 32_768,
  queue: 8_192,
  repository: 10_240,
  secret: 20_480,
  topic: 30_720,
  "VPC endpoint": 20_480,
} as const;

/** Managed policies of one role, user or group: what an account starts with, and what it may be raised to. */
export const ATTACHED_POLICIES = { standard: 10, raised: 20 } as const;

/** How IAM counts a policy's characters. */
export function policyCharacters(text: string): number {
  return text.replace(/\s/g, "").length;
}
