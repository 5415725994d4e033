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
      return (
        before !== undefined &&
        planned.mode !== "data" &&
        (!type.startsWith("aws_iam_") || type === PROFILE) &&
        action !== "delete"
      );
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
  const using = users.filter((user) => isWorn(arn, user) || isOfProfile(role, user));
  if (using.length === 0) return [];
  const isFirstMade = role.planned.change.actions[0] === "create";
  const how =
    role.action === "delete" ? "is destroyed" : isFirstMade ? "is replaced" : "is destroyed before it is made anew";
  const names = using.map(({ address }) => address);
  const shown = names.slice(0, 5).join(", ") + (names.length > 5 ? ` and ${names.length - 5} more` : "");
  return [
    {
      where: role.address,
      what: `role ${role.before?.name ?? arn} ${how}, and ${shown} ${names.length === 1 ? "has" : "have"} it until then`,
    },
  ];
}

const PROFILE = "aws_iam_instance_profile";

/** Whether the role's ARN stands in the resource, at any depth. */
function isWorn(arn: string, { before }: ResourceChange): boolean {
  return JSON.stringify(before).includes(`"${arn}"`);
}

/** An instance profile has its role by name. */
function isOfProfile(role: ResourceChange, { type, before }: ResourceChange): boolean {
  return type === PROFILE && before?.role !== undefined && before.role === role.before?.name;
}
