import type { TransitionRule } from "../../findings/rule";
import { type ResourceChange, shownText } from "../../plan/resource-change";
import { nameOf } from "../../resource-types/given/given";

/** What no longer limits whom, by the resource that said so. */
const LIMITS: Readonly<Record<string, (change: ResourceChange) => string>> = {
  aws_organizations_policy_attachment: (change) =>
    `${text(change, "target_id")} is no longer limited by organization policy ${text(change, "policy_id")}`,
  aws_ssoadmin_permissions_boundary_attachment: (change) =>
    `permission set ${nameOf(text(change, "permission_set_arn"))} no longer has a permissions boundary`,
};

/** A service control policy or a permission set's boundary that is taken away: what it forbade is allowed by whatever allows it. */
export const limitLifted: TransitionRule = {
  id: "limit-lifted",
  level: "medium",
  why: "whoever it limited may now do all that their own policies allow",
  transition: ({ changes }) =>
    changes.flatMap((change) => {
      const told = LIMITS[change.type];
      const isLifted = change.action === "delete" || change.action === "replace";
      return told === undefined || !isLifted ? [] : [{ where: change.address, what: told(change) }];
    }),
};

function text(change: ResourceChange, attribute: string): string {
  return shownText(change, attribute, "before") ?? "(not known)";
}
