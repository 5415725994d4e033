import type { TransitionRule } from "../../findings/rule";
import { type ResourceChange, type Shown, shown, shownText } from "../../plan/resource-change";
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
    const from = shownText(change, "parent_id", "before");
    const to = shown(change, "parent_id", "after");
    if (from === undefined || to.state === "absent") return undefined;
    const account = `account ${text(change, "name")}`;
    if (to.state !== "known")
      return `${account} may leave ${from}, whose policies may no longer limit it: ${hidden("parent_id", to)}`;
    return from === to.value
      ? undefined
      : `${account} leaves ${from} for ${to.value}: the policies of ${from} no longer limit it`;
  },
  aws_organizations_organization: (change) => {
    const [before, after] = [shown(change, TYPES, "before"), shown(change, TYPES, "after")];
    if (change.after === undefined || before.state !== "known") return undefined;
    const left: readonly unknown[] = after.state === "known" && Array.isArray(after.value) ? after.value : [];
    const lost = textsOf(before.value).filter((type) => !left.includes(type));
    if (lost.length === 0) return undefined;
    const what = `policies of type ${lost.join(", ")}`;
    const whom = "no longer limit any account of the organization";
    // An item that is not known yet may be any of them.
    if (after.state === "unknown" || after.state === "sensitive" || left.includes(null))
      return `${what} may ${whom}: ${hidden(TYPES, after)}`;
    return `${what} ${whom}`;
  },
};

const TYPES = "enabled_policy_types";

function hidden(attribute: string, { state }: Shown): string {
  return `${attribute} is ${state === "sensitive" ? "marked sensitive" : "known after apply"}`;
}

function text(change: ResourceChange, attribute: string): string {
  return shownText(change, attribute, "before") ?? "(not known)";
}
