import { serviceActions } from "../../aws/actions/service-actions";
import { type Location, roleArn } from "../../aws/arn";
import type { Clause } from "../../aws/policy/clause";
import { compareClauses, comparedWith } from "../../aws/policy/compare-clauses";
import { evaluate } from "../../aws/policy/evaluate/evaluate";
import { parsePolicy } from "../../aws/policy/parse-policy";
import type { Region } from "../../aws/policy/region";
import { CommandError } from "../command-error";
import type { PlannedRole } from "./role-in-plan";

/** Whether a role suffices, and what it may do beyond that. */
export interface RoleComparison {
  readonly role: string;
  /** How many calls, each on each of its resources, there are to be allowed. */
  readonly needed: number;
  /** Those that the role is not allowed, `sqs:CreateQueue on arn:…`. */
  readonly lacking: readonly string[];
  /** What it may do that no call needs. */
  readonly beyond: readonly string[];
  /** Its policies that cannot be read, so that both lists may be too long or too short by them. */
  readonly unread: readonly string[];
}

interface NeededStatement {
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** Stands for whatever a wildcard may: a text that nobody's pattern names, so that only a wildcard lets it through. */
const ANYTHING = "ecs-role-pair-any";

/** Holds a role against the policy that deploying takes. */
export function compareRole(policy: string, role: PlannedRole, location: Location): RoleComparison {
  const requests = (JSON.parse(policy).Statement as readonly NeededStatement[]).flatMap((statement) =>
    requestsOf(statement, location),
  );
  const policies = {
    identity: role.policies.map(({ name, text }) => ({ name, document: JSON.parse(text) })),
    ...(role.boundary && { boundary: { name: role.boundary.name, document: JSON.parse(role.boundary.text) } }),
  };
  const principal = roleArn(location, role.name);
  const denied = requests.filter(
    ({ action, resource, context }) =>
      evaluate({ principal, action, resource, context }, { ...policies, ...keyPolicy(action, location) }).decision ===
      "denied",
  );
  const has = role.policies.flatMap(({ name, text }) => clausesOf(text, name));
  const changes = compareClauses(has, clausesOf(policy, "the policy"), comparedWith(serviceActions()));
  return {
    role: role.name,
    needed: requests.length,
    lacking: denied.map(({ action, told }) => `${action} on ${told}`),
    beyond: changes
      .filter(({ change, effect }) => effect === "Allow" && (change === "removed" || change === "narrowed"))
      .map(({ actions, resources }) => `${named(actions)} on ${named(resources)}`),
    unread: role.unread,
  };
}

/** The comparison in words, one call a line. */
export function renderComparison({ role, needed, lacking, beyond, unread }: RoleComparison): string {
  const listed = (heading: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [`${heading}:`, ...lines.map((line) => `  ${line}`)];
  return `${[
    lacking.length === 0
      ? `${role} suffices: it is allowed all ${needed} calls`
      : `${role} does not suffice: it lacks ${lacking.length} of ${needed} calls`,
    ...listed("lacking", lacking),
    ...listed("beyond what the stack takes", beyond),
    ...listed("not read", unread),
  ].join("\n")}\n`;
}

/** A key's own policy has to let its account decide, as it does unless somebody changed it. */
function keyPolicy(action: string, { partition, account }: Location) {
  if (!action.startsWith("kms:")) return {};
  const Principal = { AWS: `arn:${partition}:iam::${account}:root` };
  const Statement = [{ Effect: "Allow", Principal, Action: "kms:*", Resource: "*" }] as const;
  return { resource: { name: "key policy", document: { Version: "2012-10-17", Statement } } };
}

function requestsOf({ Action, Resource, Condition = {} }: NeededStatement, { account }: Location) {
  const wanted = Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => [key, operator.startsWith("ForAnyValue:") ? values : values[0]]),
  );
  // A bucket's ARN does not say whose it is.
  const context = { ...Object.fromEntries(wanted), "aws:ResourceAccount": account };
  return Action.flatMap((action) =>
    Resource.map((told) => ({ action, told, resource: told === "*" ? told : told.replaceAll("*", ANYTHING), context })),
  );
}

function named(regions: readonly Region[]): string {
  return regions.map(({ include }) => include).join(", ");
}

function clausesOf(text: string, name: string): readonly Clause[] {
  const parsed = parsePolicy(text);
  if ("problem" in parsed) throw new CommandError(`${name} cannot be read as a policy: ${parsed.problem}`);
  return parsed.clauses;
}
