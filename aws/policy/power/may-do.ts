import { coversAction } from "../action-set";
import type { Clause } from "../clause";
import { type Grant, spelledOut } from "../grant";
import { hasWildcard } from "../pattern";
import { ARNS, type Region, regionCovers } from "../region";
import { letsIn } from "../stranger/lets-in";
import { ownershipOf } from "../stranger/ownership";

/** Something that an identity may be able to do. */
export interface Power {
  /** In lower case. */
  readonly action: string;
  /** To what, as a service and a resource's name, in whatever account and region the grant is for. @default - whatever the grant is for */
  readonly to?: { readonly service: string; readonly resource: string };
  /** The values of a condition key that serve the purpose; undefined stands for a request without the key. @default - any value */
  readonly values?: Readonly<Record<string, readonly (string | undefined)[]>>;
}

/** Keys that every request of an identity has. */
const ALWAYS = new Set([
  "aws:currenttime",
  "aws:epochtime",
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principaltype",
  "aws:requestedregion",
  "aws:securetransport",
  "aws:userid",
]);

/** Whether an identity's policies, their Denies and its boundary leave it a power. Who it is, when and from where it asks is as its policies want it. */
export function mayDo(identity: readonly Clause[], power: Power, boundary?: readonly Clause[]): boolean {
  const allows = allowing(identity, power.action);
  // The common case, at little cost: nothing allows the action, wherever.
  if (allows.length === 0) return false;
  const within = boundary && allowing(boundary, power.action);
  const denies = [...identity, ...(boundary ?? [])].filter(({ effect }) => effect === "Deny");
  const against = spelledOut(denies, (action) => coversAction(action, power.action));
  const isLeft = (clauses: readonly Clause[]) =>
    spelledOut(clauses, (action) => coversAction(action, power.action)).some((grant) => gives(grant, power, against));
  return isLeft(allows) && (within === undefined || isLeft(within));
}

function allowing(clauses: readonly Clause[], action: string): readonly Clause[] {
  return clauses.filter((clause) => clause.effect === "Allow" && clause.actionSet.has(action));
}

/** Whether a grant that allows a power's action leaves the power where none of the Denies forbids it. */
export function gives(grant: Grant, { action, to, values }: Power, denies: readonly Grant[] = []): boolean {
  const reach = wholeArns(grant.resource);
  const resource = to === undefined ? grant.resource : { include: arnLike(reach.include, to), exclude: [] };
  if (to !== undefined && !regionCovers(ARNS, reach, resource)) return false;
  const request = { ...grant, action: { include: action, exclude: [] }, resource };
  const against = denies.map((deny) => ({ ...deny, resource: wholeArns(deny.resource) }));
  return letsIn(request, against, {
    always: ALWAYS,
    ownership: ownershipOf,
    has: () => true,
    values: (key) => (/:(?:resourcetag|existingobjecttag)\//.test(key) ? [undefined] : values?.[key]),
  });
}

/** The ARN of a thing in the partition, region and account that a pattern is for. */
function arnLike(pattern: string, { service, resource }: NonNullable<Power["to"]>): string {
  const [, partition = "*", , region = "*", account = "*"] = pattern.split(":");
  const part = (given: string, otherwise: string) => (hasWildcard(given) ? otherwise : given);
  const global = service === "iam" || service === "s3";
  return [
    "arn",
    part(partition, "aws"),
    service,
    global ? "" : part(region, "eu-west-1"),
    service === "s3" ? "" : part(account, "739173917391"),
    resource,
  ].join(":");
}

/** An ARN's pattern that ends early stands for all that continues it: `arn:aws:*` is `arn:aws:*:*:*:*`. */
function wholeArns({ include, exclude }: Region): Region {
  return { include: wholeArn(include), exclude: exclude.map(wholeArn) };
}

function wholeArn(pattern: string): string {
  if (/^\*+$/.test(pattern)) return "*";
  const missing = 6 - pattern.split(":").length;
  return missing > 0 && pattern.endsWith("*") ? `${pattern}${":*".repeat(missing)}` : pattern;
}
