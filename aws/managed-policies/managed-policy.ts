import { newestPolicies } from "./newest-policies";

/** What one of AWS's managed policies says, as far as the data at hand knows. */
export interface ManagedPolicy {
  /** For example `v3`. */
  readonly version: string;
  /** The document, as JSON. */
  readonly document: string;
}

const OF_AWS = /^arn:aws[\w-]*:iam::aws:policy\//;

/** Whether a managed policy is AWS's own, and not an account's. */
export function isOfAws(arn: string): boolean {
  return OF_AWS.test(arn);
}

/**
 * One of AWS's managed policies by its ARN, in any partition; undefined where AWS has none of that ARN, or had none yet
 * on {@link managedPoliciesDay}. The data is read when a policy is first asked for: 3.3 MB of text.
 */
export function managedPolicy(arn: string): ManagedPolicy | undefined {
  if (!isOfAws(arn)) return undefined;
  const start = `\n${arn.replace(OF_AWS, "arn:aws:iam::aws:policy/")}\t`;
  const text = newestPolicies();
  const at = text.indexOf(start);
  if (at < 0) return undefined;
  const [version = "", document = ""] = text.slice(at + start.length, text.indexOf("\n", at + 1)).split("\t");
  return { version, document };
}

/** The day of the newest change that the data knows, as `2026-11-01`. */
export function managedPoliciesDay(): string {
  return newestPolicies().slice(0, 10);
}
