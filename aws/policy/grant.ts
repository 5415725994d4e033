import type { Test } from "./condition";
import { patternCovers, patternsOverlap } from "./pattern";
import { PLAIN, type Region, regionCovers, regionKey } from "./region";

/** The smallest part of a policy: one principal, action and resource pattern under conditions. */
export interface Grant {
  readonly effect: "Allow" | "Deny";
  /** `*`, `AWS:<arn>`, `Service:<name>`, …; everything in an identity policy, whose carrier is the principal. */
  readonly principal: Region;
  readonly action: Region;
  readonly resource: Region;
  readonly tests: readonly Test[];
}

/** Equal for grants that say the same. */
export function grantKey({ effect, principal, action, resource, tests }: Grant): string {
  return [effect, ...[principal, action, resource].map(regionKey), ...tests.map(({ id }) => id)].join("\u0003");
}

/** Whether a grant has every action that another has. */
export function actionCovers(outer: Grant, inner: Grant): boolean {
  return regionCovers(PLAIN, outer.action, inner.action);
}

/** Whether a grant lets (or denies) an action, whatever the resource. `action` is in lower case. */
export function grantsAction({ action: { include, exclude } }: Grant, action: string): boolean {
  if (!patternCovers(include, action)) return false;
  return exclude.length === 0 || !exclude.some((hole) => patternsOverlap(hole, action));
}
