import type { Clause } from "./clause";
import type { Test } from "./condition";
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

/** Clauses as grants: each of their principals with each action and each resource, or only with the actions wanted. */
export function spelledOut(clauses: readonly Clause[], isWanted: (action: Region) => boolean = () => true): Grant[] {
  const grants: Grant[] = [];
  for (const { effect, principals, actions, resources, alternatives } of clauses) {
    const wanted = actions.filter(isWanted);
    if (wanted.length === 0) continue;
    for (const tests of alternatives) {
      for (const principal of principals) {
        for (const resource of resources) {
          for (const action of wanted) grants.push({ effect, principal, action, resource, tests });
        }
      }
    }
  }
  return grants;
}
