import { type PatternOrder, PLAIN, PRINCIPALS, type Region, regionCovers } from "../region";
import type { ClauseDifference, Part } from "./clause-difference";

/** Parts without what other parts of them contain: it would be told twice. Of those that contain each other the first stays. */
export function wideOnes(parts: readonly Part[], difference: ClauseDifference): readonly Part[] {
  if (parts.length < 2) return parts;
  const left: (Part | undefined)[] = [...parts];
  parts.forEach((_, place) => {
    for (let at = 0; at < left.length; at += 1) {
      const [inner, outer] = [left[place], left[at]];
      if (at === place || inner === undefined || outer === undefined) continue;
      if (inner.clause === outer.clause || inner.clause.effect !== outer.clause.effect) continue;
      left[place] = without(inner, outer, difference);
    }
  });
  return left.filter((part) => part !== undefined);
}

/** A part less the names that another part has in full. */
function without(inner: Part, outer: Part, difference: ClauseDifference): Part | undefined {
  const actions = uncovered(PLAIN, inner.actions, outer.actions);
  if (actions.length === inner.actions.length && inner.actions.length > 0) return inner;
  const principals = uncovered(PRINCIPALS, inner.principals, outer.principals);
  if (principals.length > 0 && actions.length > 0) return inner;
  for (const one of inner.resources) if (!outer.resources.some((wide) => difference.covers(wide, one))) return inner;
  if (!difference.implies(inner.tests, outer.tests)) return inner;
  if (principals.length > 0) return { ...inner, principals };
  return actions.length > 0 ? { ...inner, actions } : undefined;
}

function uncovered(order: PatternOrder, inner: readonly Region[], outer: readonly Region[]): readonly Region[] {
  return inner.filter((region) => !isCovered(order, region, outer));
}

function isCovered(order: PatternOrder, region: Region, outer: readonly Region[]): boolean {
  for (const wide of outer) if (regionCovers(order, wide, region)) return true;
  return false;
}
