/** Why AWS denied a request, as its message says. */
export type DeniedBecause =
  /** No policy of that kind allows it. */
  | { readonly kind: "no allow"; readonly policy: PolicyKind }
  /** A statement denies it, whatever allows it. */
  | { readonly kind: "explicit deny"; readonly policy: PolicyKind | undefined }
  /** The message does not say, or was cut off before it said. */
  | { readonly kind: "not said" };

/** How AWS calls one policy of a kind: `a service control policy`. */
export function onePolicy(kind: PolicyKind): string {
  return articled(POLICY_WORDS[kind]);
}

export type PolicyKind = keyof typeof POLICY_WORDS;

/** What AWS says of a denied request. Members are missing where the message was cut off before them. */
export interface AccessDenied {
  /** The ARN of who asked, mostly of a role's session. */
  readonly principal?: string;
  /** As AWS writes it, which may be in lower case: `sqs:deletemessage`. */
  readonly action?: string;
  readonly resource?: string;
  readonly because: DeniedBecause;
}

/** How AWS calls the policies that decide. Source: IAM user guide, "Troubleshoot access denied error messages". */
const POLICY_WORDS = {
  identity: "identity-based policy",
  resource: "resource-based policy",
  boundary: "permissions boundary",
  session: "session policy",
  serviceControl: "service control policy",
  resourceControl: "resource control policy",
  endpoint: "VPC endpoint policy",
  trust: "role trust policy",
} as const;

/** AWS's words for a request that no policy of a kind allows, or that one denies. */
export function accessDeniedText(denied: {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly because: Exclude<DeniedBecause, { readonly kind: "not said" }>;
}): string {
  const { principal, action, resource, because } = denied;
  const start = `User: ${principal} is not authorized to perform: ${action} on resource: ${resource}`;
  if (because.kind === "no allow")
    return `${start} because no ${POLICY_WORDS[because.policy]} allows the ${action} action`;
  const article = because.policy === undefined ? "" : ` in ${onePolicy(because.policy)}`;
  return `${start} with an explicit deny${article}`;
}

function articled(words: string): string {
  return /^[aeiou]/.test(words) ? `an ${words}` : `a ${words}`;
}

/** Reads AWS's message about a denied request, wherever it stands in a longer one; undefined where there is none. */
export function parseAccessDenied(message: string): AccessDenied | undefined {
  const text = message.replace(/\s+/g, " ");
  const user =
    /(?:User|Principal): (arn:\S+|anonymous)(?: is not authorized to perform: ([\w-]+:\w+))?(?: on resource: ["']?([^\s"']+))?/i.exec(
      text,
    );
  if (!user && !/Access ?Denied|not authorized|UnauthorizedOperation|Access to KMS is not allowed/i.test(text))
    return undefined;
  const [, principal, action, resource] = user ?? [];
  return {
    ...(principal !== undefined && { principal }),
    ...(action !== undefined && { action }),
    ...(resource !== undefined && { resource: resource.replace(/[.,;"']+$/, "") }),
    because: becauseOf(text),
  };
}

function becauseOf(text: string): DeniedBecause {
  // KMS does not tell a key that is not there from one whose policy denies.
  if (/no resource-based policies allow access/i.test(text)) return { kind: "no allow", policy: "resource" };
  const policy = (Object.keys(POLICY_WORDS) as PolicyKind[]).find((kind) =>
    new RegExp(`(?:no|an?) ${POLICY_WORDS[kind]}`, "i").test(text),
  );
  if (/explicit deny/i.test(text)) return { kind: "explicit deny", policy };
  return policy === undefined ? { kind: "not said" } : { kind: "no allow", policy };
}
