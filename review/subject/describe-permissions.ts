import type { ActionCatalogue } from "../../aws/actions/service-actions";
import type { GrantChange } from "../../aws/policy/compare-grants";
import type { Test } from "../../aws/policy/condition";
import type { Grant } from "../../aws/policy/grant";
import { hasWildcard } from "../../aws/policy/pattern";
import { type Region, regionKey } from "../../aws/policy/region";
import type { Condition, PatternSet, Permission, PermissionChange, SubjectName } from "../report/report";
import type { Place } from "../resource-types/resource-type";

export interface PlacedChange {
  readonly change: GrantChange;
  readonly where: readonly string[];
  readonly opens: boolean;
  readonly denied: boolean;
}

interface Setting {
  readonly subject: SubjectName;
  readonly place: Place;
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
  const { action, resource, principal } = placed.change.grant;
  return {
    first: placed,
    regions: { action: [action], resource: [resource], principal: [principal] },
    keys: { action: regionKey(action), resource: regionKey(resource), principal: regionKey(principal) },
    rest: restKey(placed),
    where: placed.where,
  };
}

function uniteAlong(groups: readonly Group[], dimension: Dimension): readonly Group[] {
  if (groups.length < 2 || groups.every(({ keys }) => keys[dimension] === groups[0]?.keys[dimension])) return groups;
  const united = new Map<string, Group[]>();
  for (const group of groups) {
    const [first, second] = OTHERS[dimension];
    const key = `${group.rest}\u0004${group.keys[first]}\u0004${group.keys[second]}`;
    const list = united.get(key);
    if (list) list.push(group);
    else united.set(key, [group]);
  }
  return [...united.values()].map((list) => (list.length === 1 ? (list[0] as Group) : unite(list, dimension)));
}

function unite(groups: readonly Group[], dimension: Dimension): Group {
  const [first] = groups as [Group];
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

/** What a change says beside its regions. The other side's actions do not count where they are the change's own. */
function restKey({ change: { change, grant, actions, others }, opens, denied }: PlacedChange): string {
  const names = hasWildcard(grant.action.include) ? actions.join() : "";
  const told = others.map((other) => (sameAction(other, grant) ? other.scope : other.key));
  return [change, grant.effect, opens, denied, names, grant.conditionKey, ...told].join("\u0006");
}

function describe(
  { first, regions, where }: Group,
  { subject, place }: Setting,
  catalogue: ActionCatalogue,
): PermissionChange {
  const { opens, denied } = first;
  const { change, grant, actions, others } = first.change;
  const sets = (dimension: Dimension, spelling?: (text: string) => string) =>
    regions[dimension].map((region) => patternSet(region, spelling)).sort(byPattern);
  return {
    subject,
    place,
    change,
    effect: grant.effect,
    opens: opens && !denied,
    principals: hasPrincipals(place) ? sets("principal") : [],
    actions: sets("action", catalogue.spelling),
    resources: place === "trust" ? [] : sets("resource"),
    conditions: grant.tests.map(condition),
    ...(hasWildcard(grant.action.include) && { actionNames: actions.map(catalogue.spelling).sort(compare) }),
    others: distinct(others.map((other) => relative(other, grant, place, catalogue))),
    ...(denied && { denied: true as const }),
    where,
  };
}

/** The other side, with its actions left out where they are the change's own, so that equal changes of several actions are one. */
function relative(other: Grant, own: Grant, place: Place, catalogue: ActionCatalogue): Permission {
  return {
    principals: hasPrincipals(place) ? [patternSet(other.principal)] : [],
    actions: sameAction(other, own) ? [] : [patternSet(other.action, catalogue.spelling)],
    resources: place === "trust" ? [] : [patternSet(other.resource)],
    conditions: other.tests.map(condition),
  };
}

function sameAction(other: Grant, own: Grant): boolean {
  return other.action === own.action || regionKey(other.action) === regionKey(own.action);
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
