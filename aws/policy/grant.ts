import { conditionImplies, type Test } from "./condition";
import { ARNS, PLAIN, PRINCIPALS, type Region, regionCovers, regionsOverlap } from "./region";

/** The smallest part of a policy: one principal, action and resource pattern under conditions. */
export interface Grant {
  readonly effect: "Allow" | "Deny";
  /** `*`, `AWS:<arn>`, `Service:<name>`, …; everything in an identity policy, whose carrier is the principal. */
  readonly principal: Region;
  readonly action: Region;
  readonly resource: Region;
  readonly tests: readonly Test[];
  /** Equal for grants under the same conditions. */
  readonly conditionKey: string;
  /** Equal for grants that say the same, their actions aside. */
  readonly scope: string;
  /** Equal for grants that say the same. */
  readonly key: string;
}

/** Whether a grant applies to every request another applies to, their actions aside. */
export function scopeCovers(outer: Grant, inner: Grant): boolean {
  return (
    regionCovers(ARNS, outer.resource, inner.resource) &&
    regionCovers(PRINCIPALS, outer.principal, inner.principal) &&
    conditionImplies(inner.tests, outer.tests)
  );
}

export function actionCovers(outer: Grant, inner: Grant): boolean {
  return regionCovers(PLAIN, outer.action, inner.action);
}

export function grantCovers(outer: Grant, inner: Grant): boolean {
  return actionCovers(outer, inner) && scopeCovers(outer, inner);
}

/** Whether two grants may apply to one request. */
export function grantsOverlap(first: Grant, second: Grant): boolean {
  return (
    regionsOverlap(PLAIN, first.action, second.action) &&
    regionsOverlap(ARNS, first.resource, second.resource) &&
    regionsOverlap(PRINCIPALS, first.principal, second.principal)
  );
}

/** Whether a grant lets (or denies) an action, whatever the resource. `action` is in lower case. */
export function grantsAction(grant: Grant, action: string): boolean {
  return regionCovers(PLAIN, grant.action, { include: action, exclude: [] });
}
