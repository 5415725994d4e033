import type { ActionCatalogue } from "../../aws/actions/service-actions";
import { grouped } from "../../aws/grouped";
import type { Clause } from "../../aws/policy/clause";
import type { GrantChange } from "../../aws/policy/compare-clauses";
import { conditionKeyOf, type Test } from "../../aws/policy/condition";
import {
  ARNS,
  type PatternOrder,
  PLAIN,
  PRINCIPALS,
  type Region,
  regionKey,
  regionsOverlap,
} from "../../aws/policy/region";
import type { Moment } from "../plan/resource-change";
import type { Condition, PatternSet, Permission, PermissionChange, SubjectName, Witness } from "../report/report";
import type { Place } from "../resource-types/resource-type";
import { overlap } from "./plan-allows";

export interface PlacedChange {
  readonly change: GrantChange;
  readonly where: readonly string[];
  readonly opens: boolean;
}

interface Setting {
  readonly subject: SubjectName;
  readonly place: Place;
  /** What the policies of the place say at each moment. */
  readonly clauses: Readonly<Record<Moment, readonly Clause[]>>;
}

const DIMENSIONS = ["action", "resource", "principal"] as const;
type Dimension = (typeof DIMENSIONS)[number];
const OTHERS: Readonly<Record<Dimension, readonly [Dimension, Dimension]>> = {
  action: ["resource", "principal"],
  resource: ["action", "principal"],
  principal: ["action", "resource"],
};

/** Changes that are told as one: what they share, and the regions they do not. */
interface Group {
  readonly first: PlacedChange;
  /** By dimension, the regions, and a text that is equal for equal lists of them. */
  readonly regions: Readonly<Record<Dimension, readonly Region[]>>;
  readonly keys: Readonly<Record<Dimension, string>>;
  /** Equal where everything but the regions is. */
  readonly rest: string;
  readonly where: readonly string[];
}

/** Words for changes of grants: those that differ in their action, resource or principal alone become one. */
export function describePermissions(
  changes: readonly PlacedChange[],
  setting: Setting,
  catalogue: ActionCatalogue,
): PermissionChange[] {
  const groups = DIMENSIONS.reduce<readonly Group[]>(uniteAlong, changes.map(groupOf));
  return groups.map((group) => describe(group, setting, catalogue));
}

function groupOf(placed: PlacedChange): Group {
  const { actions, resources, principals } = placed.change;
  return {
    first: placed,
    regions: { action: actions, resource: resources, principal: principals },
    keys: { action: keyOf(actions), resource: keyOf(resources), principal: keyOf(principals) },
    rest: restKey(placed),
    where: placed.where,
  };
}

function keyOf(regions: readonly Region[]): string {
  return regions.map(regionKey).join("\u0005");
}

function uniteAlong(groups: readonly Group[], dimension: Dimension): readonly Group[] {
  if (groups.length < 2 || groups.every(({ keys }) => keys[dimension] === groups[0]?.keys[dimension])) return groups;
  const [first, second] = OTHERS[dimension];
  const united = grouped(groups, ({ rest, keys }) => `${rest}\u0004${keys[first]}\u0004${keys[second]}`);
  return [...united.values()].map((list) => (list.length === 1 ? (list[0] as Group) : unite(list, dimension)));
}

function unite(groups: readonly Group[], dimension: Dimension): Group {
  const first = groups.reduce((best, group) => (strength(group) > strength(best) ? group : best));
  const byKey = new Map<string, Region>();
  for (const { regions } of groups) for (const region of regions[dimension]) byKey.set(regionKey(region), region);
  const sorted = [...byKey.keys()].sort();
  return {
    ...first,
    regions: { ...first.regions, [dimension]: sorted.map((key) => byKey.get(key) as Region) },
    keys: { ...first.keys, [dimension]: sorted.join("\u0005") },
    where: groups.every(({ where }) => where === first.where)
      ? first.where
      : [...new Set(groups.flatMap(({ where }) => where))],
  };
}

/** A request that proves a change is worth more than a doubt, and that more than that there is no effect. */
function strength({ first: { change } }: Group): number {
  if (typeof change.proof === "string") return 1;
  return "witness" in change.proof ? 2 : 0;
}

/** What a change says beside its regions. A Deny is told whole where a part of it has an effect. */
function restKey({ change: { change, effect, actionNames = [], tests, others, proof }, opens }: PlacedChange): string {
  const told = others.map(({ key }) => key).sort();
  const kind = effect === "Deny" ? "" : kindOf(proof);
  return [change, effect, opens, kind, actionNames.join(), conditionKeyOf(tests), ...told].join("\u0006");
}

function kindOf(proof: GrantChange["proof"]): string {
  if (typeof proof === "string") return proof;
  return "witness" in proof ? "proven" : proof.withoutEffect;
}

function describe(
  { first, regions, where }: Group,
  { subject, place, clauses }: Setting,
  catalogue: ActionCatalogue,
): PermissionChange {
  const { change, effect, tests, actionNames, others, proof } = first.change;
  const sets = (dimension: Dimension, spelling?: (text: string) => string) =>
    regions[dimension].map((region) => patternSet(region, spelling)).sort(byPattern);
  const withoutEffect =
    typeof proof === "object" && "withoutEffect" in proof
      ? whyWithoutEffect(proof.withoutEffect, change, regions, clauses)
      : undefined;
  return {
    subject,
    place,
    change,
    effect,
    opens: first.opens && withoutEffect === undefined,
    principals: hasPrincipals(place) ? sets("principal") : [],
    actions: sets("action", catalogue.spelling),
    resources: place === "trust" ? [] : sets("resource"),
    conditions: tests.map(condition),
    ...(actionNames && { actionNames: actionNames.map(catalogue.spelling).sort(compare) }),
    others: distinct(others.map((other) => relative(other, regions, place, catalogue))),
    ...(kindOf(proof) === "denied" && { denied: true as const }),
    ...(withoutEffect !== undefined && { withoutEffect }),
    ...(typeof proof === "string"
      ? { unproven: UNPROVEN[proof] }
      : "witness" in proof && { witness: told(proof.witness, regions, catalogue) }),
    where,
  };
}

/** A Deny takes nothing away from an Allow that comes with it, though it confines that one, and gives nothing where the Allow goes too. */
function whyWithoutEffect(
  kind: "denied" | "notAllowed",
  change: GrantChange["change"],
  { action, resource, principal }: Group["regions"],
  clauses: Setting["clauses"],
): string {
  if (kind === "denied") return "a Deny beside it forbids all of it";
  const isNew = change === "added" || change === "widened";
  const isAllowedBeside = clauses[isNew ? "after" : "before"].some(
    (allow) =>
      allow.effect === "Allow" &&
      overlap(PLAIN, allow.actions, action) &&
      overlap(ARNS, allow.resources, resource) &&
      overlap(PRINCIPALS, allow.principals, principal),
  );
  if (!isAllowedBeside) return "nothing in the plan allows what it denies";
  return isNew ? "nothing allowed before what it denies" : "nothing allows any more what it denied";
}

const UNPROVEN = {
  "given up": "the search for a request that proves it was given up",
  "allowed elsewhere": "other policies may allow what it denies",
} as const;

/** A request as people write it: no list for one value, and what is known only after apply by what it waits for. */
function told(
  { principal, action, resource, context }: ProvenBy,
  regions: Group["regions"],
  { spelling }: ActionCatalogue,
): Witness {
  const entries = Object.entries(context);
  const leaves = Object.values(regions)
    .flat()
    .flatMap(({ include }) => include.match(/\$\{[^}]*\}/g) ?? []);
  const waiting = entries.flatMap(([key, [value]]) => {
    const leaf = leaves.find((each) => each.toLowerCase() === `\${${key}}`) ?? `\${${key}}`;
    return isWaitingLeaf(key) && value ? [{ leaf, value }] : [];
  });
  const written = (text: string) => waiting.reduce((done, { leaf, value }) => done.replaceAll(value, leaf), text);
  const values = entries
    .filter(([key]) => !isWaitingLeaf(key))
    .map(([key, list]) => [key, list.length === 1 ? written(list[0] ?? "") : list.map(written)]);
  return {
    ...(principal !== undefined && { principal: written(principal) }),
    action: spelling(action),
    resource: written(resource),
    context: Object.fromEntries(values),
  };
}

/** A condition key has a service's prefix; what a leaf waits for is an address. */
function isWaitingLeaf(key: string): boolean {
  return !/^[a-z0-9-]+:/.test(key);
}

type ProvenBy = Extract<GrantChange["proof"], { readonly witness: object }>["witness"];

/** What the other side has of the same kind, with its actions left out where they are the change's own. */
function relative(other: Clause, own: Group["regions"], place: Place, catalogue: ActionCatalogue): Permission {
  const actions = meeting(PLAIN, other.actions, own.action);
  const isSame = keyOf(actions) === keyOf(own.action);
  return {
    principals: hasPrincipals(place)
      ? meeting(PRINCIPALS, other.principals, own.principal).map((one) => patternSet(one))
      : [],
    actions: isSame ? [] : actions.map((action) => patternSet(action, catalogue.spelling)),
    resources: place === "trust" ? [] : meeting(ARNS, other.resources, own.resource).map((one) => patternSet(one)),
    conditions: other.tests.map(condition),
  };
}

function meeting(order: PatternOrder, regions: readonly Region[], own: readonly Region[]): readonly Region[] {
  return regions.filter((region) => own.some((one) => regionsOverlap(order, region, one)));
}

/** An identity policy's principal is its carrier. */
function hasPrincipals(place: Place): boolean {
  return place === "trust" || place === "resource";
}

function patternSet({ include, exclude }: Region, spelling = (text: string) => text): PatternSet {
  const pattern = spelling(include);
  return exclude.length === 0 ? { pattern } : { pattern, except: exclude.map(spelling) };
}

function condition({ operator, name, values }: Test): Condition {
  return { operator, key: name, values };
}

function distinct<T>(items: readonly T[]): T[] {
  return items.length < 2 ? items.slice() : [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

function byPattern(a: PatternSet, b: PatternSet): number {
  return compare(a.pattern, b.pattern);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
