import type { Match, TransitionRule } from "../../findings/rule";
import type { ResourceChange } from "../../plan/resource-change";

/** A role that is destroyed or made anew under what uses it. */
export const roleInUse: TransitionRule = {
  id: "role-in-use",
  level: "medium",
  why: "what still runs with the role, the tasks of an old revision for instance, can do nothing from then on",
  transition: ({ changes, everything }) => {
    const roles = changes.filter(({ type, action }) => type === "aws_iam_role" && isTakenAway(action));
    if (roles.length === 0) return [];
    const users = everything.filter(({ before, type, action, planned }) => {
      return before !== undefined && planned.mode !== "data" && !type.startsWith("aws_iam_") && action !== "delete";
    });
    return roles.flatMap((role) => match(role, users));
  },
};

function isTakenAway(action: ResourceChange["action"]): boolean {
  return action === "delete" || action === "replace";
}

function match(role: ResourceChange, users: readonly ResourceChange[]): Match[] {
  const arn = role.before?.arn;
  if (typeof arn !== "string") return [];
  const using = users.filter(({ before }) => Object.values(before ?? {}).includes(arn));
  if (using.length === 0) return [];
  const isFirstMade = role.planned.change.actions[0] === "create";
  const how =
    role.action === "delete" ? "is destroyed" : isFirstMade ? "is replaced" : "is destroyed before it is made anew";
  const names = using.map(({ address }) => address);
  const shown = names.slice(0, 5).join(", ") + (names.length > 5 ? ` and ${names.length - 5} more` : "");
  return [{ where: role.address, what: `role ${role.before?.name ?? arn} ${how}, and ${shown} has it until then` }];
}
