import { parseArn } from "../../aws/arn";
import { matchesPattern, meets } from "./condition-block";
import { listOf, type PolicyStatement } from "./policy-set";
import { type NamedDocument, NO_STATEMENT, type Situation, type Verdict } from "./request";

interface Match {
  readonly label: string;
  readonly statement: PolicyStatement;
  /** For a resource policy: whether it names the principal, or leaves the decision to the principal's account. */
  readonly names: "principal" | "account";
}

/** The services in which a role or key is closed to its own account too, unless its policy opens it. */
const CLOSED_SERVICES = ["sts", "kms"];

/**
 * IAM's evaluation of one request, for policies such as ours: a matching Deny wins; then the identity's policies or the
 * resource's must allow it, and both where they are of two accounts. Source: IAM user guide, policy evaluation logic.
 */
export function evaluate(situation: Situation): Verdict {
  const identity = situation.identityPolicies.flatMap((policy) => matching(policy, situation));
  const resource = situation.resourcePolicy ? matching(situation.resourcePolicy, situation) : [];
  const denying = [...identity, ...resource].filter(({ statement }) => statement.Effect === "Deny");
  if (denying.length > 0) return { answer: "denied", by: labels(denying) };
  const direct = resource.filter(({ names }) => names === "principal");
  if (!isAllowed(situation, identity.length > 0, direct.length > 0, resource.length > 0))
    return { answer: "denied", by: NO_STATEMENT };
  return { answer: "allowed", by: labels([...identity, ...direct]) };
}

function isAllowed(situation: Situation, byIdentity: boolean, directly: boolean, byResource: boolean): boolean {
  if (situation.principalIs === "service") return directly;
  if (!situation.sameAccount) return byIdentity && byResource;
  const closed = CLOSED_SERVICES.some((service) => situation.action.startsWith(`${service}:`));
  return directly || (byIdentity && (byResource || !closed));
}

function matching({ name, document }: NamedDocument, situation: Situation): readonly Match[] {
  return document.Statement.flatMap((statement) => {
    const names = statement.Principal === undefined ? "principal" : namedBy(statement.Principal, situation);
    if (names === undefined || !speaksOf(statement, situation)) return [];
    return [{ label: `${name}: ${statement.Sid}`, statement, names }];
  });
}

function speaksOf({ Action, Resource, Condition = {} }: PolicyStatement, situation: Situation): boolean {
  const { action, resource, context } = situation;
  return (
    listOf(Action).some((pattern) => matchesPattern(action.toLowerCase(), pattern.toLowerCase())) &&
    (Resource === undefined || listOf(Resource).some((pattern) => matchesPattern(resource, pattern))) &&
    meets(Condition, context)
  );
}

function namedBy(
  principals: NonNullable<PolicyStatement["Principal"]>,
  { principal }: Situation,
): Match["names"] | undefined {
  if (principals === "*") return "principal";
  const named = Object.values(principals).flatMap((values) => listOf<string>(values));
  if (named.includes("*") || named.includes(principal)) return "principal";
  const account = parseArn(principal)?.account;
  return named.some((arn) => /:root$/.test(arn) && parseArn(arn)?.account === account) ? "account" : undefined;
}

function labels(matches: readonly Match[]): string {
  return matches.map(({ label }) => label).join(", ");
}
