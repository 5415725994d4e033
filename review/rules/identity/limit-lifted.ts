import type { TransitionRule } from "../../findings/rule";
import { type Moment, type ResourceChange, shownText } from "../../plan/resource-change";
import { nameOf, textsOf } from "../../resource-types/given/given";

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
      const isLifted = change.action === "delete" || change.action === "replace";
      const what = isLifted ? LIMITS[change.type]?.(change) : MOVES[change.type]?.(change);
      return what === undefined ? [] : [{ where: change.address, what }];
    }),
};

/** Changes by which other policies of the organization limit than before. */
const MOVES: Readonly<Record<string, (change: ResourceChange) => string | undefined>> = {
  aws_organizations_account: (change) => {
    const [from, to] = [shownText(change, "parent_id", "before"), shownText(change, "parent_id", "after")];
    return from === undefined || from === to
      ? undefined
      : `account ${text(change, "name")} leaves ${from} for ${to ?? "what is known after apply"}: the policies of ${from} no longer limit it`;
  },
  aws_organizations_organization: (change) => {
    const types = (moment: Moment) => textsOf(change[moment]?.enabled_policy_types);
    const lost = types("before").filter((type) => !types("after").includes(type));
    return change.after === undefined || lost.length === 0
      ? undefined
      : `policies of type ${lost.join(", ")} no longer limit any account of the organization`;
  },
};

function text(change: ResourceChange, attribute: string): string {
  return shownText(change, attribute, "before") ?? "(not known)";
}
