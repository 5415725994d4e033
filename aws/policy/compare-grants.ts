import type { ActionCatalogue } from "../actions/service-actions";
import { actionCovers, type Grant, grantCovers, grantsOverlap, scopeCovers } from "./grant";
import { hasWildcard, patternCovers } from "./pattern";

/** One grant that is not on the other side, or not in full. */
export interface GrantChange {
  /**
   * `widened` and `narrowed`: the other side has a part of this grant. `added` and `removed`: it has none that this one contains.
   * `narrowed` and `removed` carry the grant as it was before.
   */
  readonly change: "added" | "removed" | "widened" | "narrowed";
  readonly grant: Grant;
  /** The actions gained or lost, in lower case; empty where a wildcard matches none of those AWS has today. */
  readonly actions: readonly string[];
  /** What the other side has in common with the grant: the change is the grant less these. */
  readonly others: readonly Grant[];
}

/**
 * What two sets of grants do not have in common. Exact in the sense that a request whose answer differs is in one of the
 * changes, and that turning the sides round turns added into removed and widened into narrowed.
 */
export function compareGrants(
  before: readonly Grant[],
  after: readonly Grant[],
  catalogue: ActionCatalogue,
): GrantChange[] {
  return [
    ...differences(after, before, catalogue, { part: "widened", whole: "added" }),
    ...differences(before, after, catalogue, { part: "narrowed", whole: "removed" }),
  ];
}

/** What a difference is called where the other side has a part of it, and where it has none. */
type Names = Readonly<Record<"part" | "whole", GrantChange["change"]>>;

function differences(
  grants: readonly Grant[],
  others: readonly Grant[],
  catalogue: ActionCatalogue,
  { part, whole }: Names,
): GrantChange[] {
  const known = new Set(others.map(({ key }) => key));
  return maximal(grants.filter(({ key }) => !known.has(key))).flatMap((grant) => {
    const related = others.filter((other) => other.effect === grant.effect && grantsOverlap(grant, other));
    const inScope = related.filter((other) => scopeCovers(other, grant));
    if (inScope.some((other) => actionCovers(other, grant))) return [];
    const actions = uncovered(grant, inScope, catalogue);
    if (actions === undefined) return [];
    const change = related.some((other) => grantCovers(grant, other)) ? part : whole;
    return [{ change, grant, actions, others: related }];
  });
}

/** Without those that another one of them contains: they would be told twice. */
function maximal(grants: readonly Grant[]): readonly Grant[] {
  const wide = grants.filter(isWide);
  if (wide.length === 0) return grants;
  return grants.filter(
    (grant) =>
      !wide.some(
        (other) =>
          other !== grant &&
          other.effect === grant.effect &&
          grantCovers(other, grant) &&
          !equallyWide(other, grant, grants),
      ),
  );
}

/** Only a grant with a wildcard, a whole scope or an absent condition can contain another: the rest is not worth comparing. */
function isWide({ action, resource, principal, tests }: Grant): boolean {
  return (
    tests.length === 0 ||
    hasWildcard(action.include) ||
    hasWildcard(resource.include) ||
    principal.include === "*" ||
    principal.include.endsWith(":root")
  );
}

/** Of grants that contain each other, the first stays. */
function equallyWide(other: Grant, grant: Grant, grants: readonly Grant[]): boolean {
  return grantCovers(grant, other) && grants.indexOf(grant) < grants.indexOf(other);
}

/**
 * The actions of a grant that none of the others has; undefined where there are none: each action AWS has today that the
 * grant's wildcard matches is one of another's, of several together if need be.
 */
function uncovered(grant: Grant, others: readonly Grant[], catalogue: ActionCatalogue): readonly string[] | undefined {
  const { include, exclude } = grant.action;
  if (!hasWildcard(include)) return [include];
  const reopened = exclusionsLifted(grant, others);
  if (reopened !== undefined) return reopened;
  const all = catalogue.matching(include);
  if (all === undefined) return [include];
  const covers = ({ action }: Grant, name: string) =>
    patternCovers(action.include, name) && !action.exclude.some((hole) => patternCovers(hole, name));
  const gained = all.filter(
    (name) => !exclude.some((hole) => patternCovers(hole, name)) && !others.some((other) => covers(other, name)),
  );
  return gained.length === 0 && all.length > 0 ? undefined : gained;
}

/** Where only the exclusions of `NotAction` differ: those that the others still have. */
function exclusionsLifted({ action }: Grant, others: readonly Grant[]): readonly string[] | undefined {
  const closest = others.find((other) => other.action.include === action.include && other.action.exclude.length > 0);
  return closest?.action.exclude.filter((hole) => !action.exclude.some((kept) => patternCovers(kept, hole)));
}
