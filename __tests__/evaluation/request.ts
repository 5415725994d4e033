import { parseArn } from "../../aws/arn";
import type { AttachedPolicy, PolicyDocument, PolicySet } from "./policy-set";

/** What someone asks of AWS. */
export interface Request {
  /** `executionRole`, `taskRole`, `scheduleRole`, `deployer`, a service such as `ecs-tasks.amazonaws.com`, or the ARN of anyone else. */
  readonly who: string;
  readonly action: string;
  /** An ARN, or `*` for an action that takes no resource. */
  readonly resource: string;
  /** What AWS knows of the request beside TLS, which it came by unless `aws:SecureTransport` is `false` here. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/** The answer, and the statements that decided: `queue policy: DenyInsecureTransport`, or `no statement`. */
export interface Verdict {
  readonly answer: "allowed" | "denied";
  readonly by: string;
}

export const NO_STATEMENT = "no statement";

/** A request with everything that decides it. */
export interface Situation {
  readonly principal: string;
  readonly principalIs: "service" | "role or user";
  /** Whether principal and resource are of one account; a service is of none. */
  readonly sameAccount: boolean;
  readonly resourceAccount: string;
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  readonly identityPolicies: readonly NamedDocument[];
  readonly resourcePolicy?: NamedDocument;
}

export interface NamedDocument {
  readonly name: string;
  readonly document: PolicyDocument;
}

/** Whose permissions are the stack's policies. */
const OURS = ["executionRole", "taskRole", "scheduleRole", "deployer"] as const;

/** Everyone who is not one of our roles may do anything in their own account, so that only our policies can stop them. */
const ADMINISTRATOR: NamedDocument = {
  name: "own permissions",
  document: {
    Version: "2012-10-17",
    Statement: [{ Sid: "Administrator", Effect: "Allow", Action: "*", Resource: "*" }],
  },
};

/** The request under a stack's policies. */
export function situationOf(request: Request, set: PolicySet): Situation {
  const principal = principalOf(request.who, set);
  const principalAccount = parseArn(principal)?.account;
  const resourceAccount = parseArn(request.resource)?.account || set.account;
  const ours = OURS.some((name) => set[name] === principal);
  const isService = principalAccount === undefined;
  return {
    principal,
    principalIs: isService ? "service" : "role or user",
    sameAccount: principalAccount === resourceAccount,
    resourceAccount,
    action: request.action,
    resource: request.resource,
    context: { "aws:SecureTransport": "true", ...request.context },
    identityPolicies: ours
      ? set.policies.filter(({ kind, attachedTo }) => kind === "identity" && attachedTo === principal)
      : isService
        ? []
        : [ADMINISTRATOR],
    resourcePolicy: resourcePolicyOf(request.resource, resourceAccount, set),
  };
}

/** The ARN or service a request comes from. */
export function principalOf(who: string, set: PolicySet): string {
  return set[who as (typeof OURS)[number]] ?? who;
}

/** Whether a policy has a say in a request. */
export function isAsked(policy: AttachedPolicy, { who, resource }: Request, set: PolicySet): boolean {
  return policy.attachedTo === (policy.kind === "identity" ? principalOf(who, set) : resource);
}

/**
 * The synthesized policy of a resource. KMS keys and other accounts' resources have none here, and are as open as their
 * owner can make them for the account: what is then denied, our own policies deny.
 */
function resourcePolicyOf(resource: string, account: string, set: PolicySet): NamedDocument | undefined {
  const synthesized = set.policies.find(({ kind, attachedTo }) => kind === "resource" && attachedTo === resource);
  if (synthesized) return synthesized;
  if (account === set.account && parseArn(resource)?.service !== "kms") return undefined;
  return {
    name: "policy of its owner",
    document: {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "AccountMayDecide",
          Effect: "Allow",
          Principal: { AWS: `arn:aws:iam::${set.account}:root` },
          Action: "*",
          Resource: "*",
        },
      ],
    },
  };
}
