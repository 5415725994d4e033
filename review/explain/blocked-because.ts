import { type AccessDenied, onePolicy, type PolicyKind } from "../../aws/access-denied";
import { parseArn } from "../../aws/arn";
import type { WhoseChange } from "./explanation";

/** Policies that stand over a role's own, by whoever keeps them. */
const KEEPERS: Partial<Record<PolicyKind, { readonly doesNotAllow: string; readonly line: string }>> = {
  serviceControl: ofOrganization(),
  resourceControl: ofOrganization(),
  endpoint: {
    doesNotAllow: "the policy of the VPC endpoint does not let it through",
    line: "the endpoint's policy has to allow the action on the resource",
  },
  session: {
    doesNotAllow: "the session's own policy does not allow it",
    line: "whoever assumes the role has to pass a wider session policy",
  },
};

function ofOrganization() {
  return {
    doesNotAllow: "the organization's policies do not allow it to the account",
    line: "not in this account: whoever keeps the organization's policies has to allow it",
  };
}

interface Blocked {
  readonly role: WhoseChange;
  readonly because: string;
  readonly line: string;
}

/** What no grant to a role of the task's helps against. */
export function blockedBecause(
  { because, principal, resource }: AccessDenied,
  action: string | undefined,
): Blocked | undefined {
  if (action === "iam:PassRole" || /:user\//.test(principal ?? ""))
    return {
      role: "none",
      because: "whoever deploys was denied it, and none of the task's roles",
      line: "the deploying identity has to be allowed it: 'ecs-role-pair deployer-policy' writes what it needs",
    };
  if (because.kind === "explicit deny") return explicitDeny(because.policy, action);
  if (because.kind !== "no allow") return undefined;
  if (because.policy === "boundary")
    return {
      role: "boundary",
      because: "the role's permissions boundary does not allow it, whatever its policies allow",
      line: "not in this stack: the boundary's owner has to allow it",
    };
  const keeper = KEEPERS[because.policy];
  if (keeper) return { role: "none", because: keeper.doesNotAllow, line: keeper.line };
  if (because.policy === "resource" || because.policy === "trust") {
    if (resource === undefined)
      return {
        role: "none",
        because: "there is no such key in this region, or its own policy does not let the role use it",
        line: "the key's policy has to allow the role, in the key's own region",
      };
    const owner = parseArn(resource)?.account;
    const other = owner !== "" && owner !== parseArn(principal ?? "")?.account;
    const whose = other ? "of another account, whose policy on it" : "closed by its own policy, which";
    return {
      role: "none",
      because: `the resource is ${whose} has to name the role: a grant to the role alone does not help`,
      line: "the resource's policy has to allow the role",
    };
  }
  return undefined;
}

function explicitDeny(policy: PolicyKind | undefined, action: string | undefined): Blocked {
  const service = action?.split(":")[0];
  if (policy === "resource" && (service === "sqs" || service === "sns" || service === "s3")) {
    const what = { sqs: "queue", sns: "topic", s3: "bucket" }[service];
    return {
      role: "none",
      because: `an explicit deny in the ${what}'s policy: as a rule the statement that refuses plain HTTP (${what} policy: DenyInsecureTransport)`,
      line: "call the https endpoint",
    };
  }
  if (policy === "boundary")
    return {
      role: "boundary",
      because: "an explicit deny in the permissions boundary: no grant helps against it",
      line: "not in this stack: the boundary's owner has to let it through",
    };
  const words = policy === undefined ? "a policy" : onePolicy(policy);
  const keeper = policy === undefined ? undefined : KEEPERS[policy];
  return {
    role: "none",
    because: `an explicit deny in ${words}: no grant helps against it`,
    line: keeper?.line ?? "the Deny has to let the request through",
  };
}
