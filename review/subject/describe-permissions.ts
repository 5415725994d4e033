import type { GrantChange } from "../policy/compare-grants";
import type { Test } from "../policy/condition";
import type { Grant } from "../policy/grant";
import type { Region } from "../policy/region";
import type { ActionCatalogue } from "../policy/service-actions";
import type { Condition, PatternSet, Permission, PermissionChange, SubjectName } from "../report";
import type { Place } from "./policy-places";

interface PlacedChange extends GrantChange {
  readonly where: readonly string[];
  readonly opens: boolean;
  readonly denied: boolean;
}

interface Setting {
  readonly subject: SubjectName;
  readonly place: Place;
}

/** Words for changes of grants: those that differ in their action, resource or principal alone become one. */
export function describePermissions(
  changes: readonly PlacedChange[],
  setting: Setting,
  catalogue: ActionCatalogue,
): PermissionChange[] {
  const described = changes.map((change) => describe(change, setting, catalogue));
  return (["actions", "resources", "principals"] as const)
    .reduce<readonly PermissionChange[]>(uniteAlong, described)
    .slice();
}

function describe(change: PlacedChange, { subject, place }: Setting, catalogue: ActionCatalogue): PermissionChange {
  const { grant, actions, others } = change;
  const own = permission(grant, place, catalogue);
  const named = /[*?]/.test(grant.action.include) ? { actionNames: actions.map(catalogue.spelling).sort(compare) } : {};
  return {
    subject,
    place,
    change: change.change,
    effect: grant.effect,
    opens: change.opens && !change.denied,
    ...own,
    ...named,
    others: distinct(others.map((other) => relative(permission(other, place, catalogue), own))),
    ...(change.denied && { denied: true as const }),
    where: change.where,
  };
}

/** The other side with its actions left out where they are the grant's own, so that equal changes of several actions are one. */
function relative(other: Permission, own: Permission): Permission {
  return JSON.stringify(other.actions) === JSON.stringify(own.actions) ? { ...other, actions: [] } : other;
}

function permission(grant: Grant, place: Place, catalogue: ActionCatalogue): Permission {
  return {
    principals: place === "trust" || place === "resource" ? [patternSet(grant.principal)] : [],
    actions: [patternSet(grant.action, catalogue.spelling)],
    resources: place === "trust" ? [] : [patternSet(grant.resource)],
    conditions: grant.tests.map(condition),
  };
}

function patternSet({ include, exclude }: Region, spelling = (text: string) => text): PatternSet {
  const pattern = spelling(include);
  return exclude.length === 0 ? { pattern } : { pattern, except: exclude.map(spelling) };
}

function condition({ operator, name, values }: Test): Condition {
  return { operator, key: name, values };
}

/** Unites changes that are equal in everything but one list. */
function uniteAlong(
  changes: readonly PermissionChange[],
  dimension: "actions" | "resources" | "principals",
): PermissionChange[] {
  const groups = new Map<string, PermissionChange[]>();
  for (const change of changes) {
    const key = JSON.stringify({ ...change, [dimension]: [], where: [] });
    const group = groups.get(key);
    if (group) group.push(change);
    else groups.set(key, [change]);
  }
  return [...groups.values()].map((group) => {
    const [first] = group as [PermissionChange];
    if (group.length === 1) return first;
    const united = distinct(group.flatMap((change) => change[dimension]));
    united.sort((a, b) => compare(a.pattern, b.pattern));
    return { ...first, [dimension]: united, where: distinct(group.flatMap(({ where }) => where)) };
  });
}

function distinct<T>(items: readonly T[]): T[] {
  return items.length < 2 ? items.slice() : [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
