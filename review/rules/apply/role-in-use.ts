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
    const written = users.map((user) => ({ user, text: JSON.stringify(user.before, withoutGrantees) }));
    return roles.flatMap((role) => match(role, written));
  },
};

function isTakenAway(action: ResourceChange["action"]): boolean {
  return action === "delete" || action === "replace";
}

/** A resource that may have a role, and what is written in it but for whom it gives something. */
interface User {
  readonly user: ResourceChange;
  readonly text: string;
}

/** Whoever is given something by a resource does not wear a role there. */
function withoutGrantees(name: string, value: unknown): unknown {
  return /principal|grantee|admins/.test(name) ? undefined : value;
}

function match(role: ResourceChange, users: readonly User[]): Match[] {
  const arn = role.before?.arn;
  if (typeof arn !== "string") return [];
  const using = users.filter(({ user, text }) => text.includes(`"${arn}"`) || isOfProfile(role, user));
  if (using.length === 0) return [];
  const isFirstMade = role.planned.change.actions[0] === "create";
  const how =
    role.action === "delete" ? "is destroyed" : isFirstMade ? "is replaced" : "is destroyed before it is made anew";
  const names = using.map(({ user }) => user.address);
  const shown = names.slice(0, 5).join(", ") + (names.length > 5 ? ` and ${names.length - 5} more` : "");
  return [
    {
      where: role.address,
      what: `role ${role.before?.name ?? arn} ${how}, and ${shown} ${names.length === 1 ? "has" : "have"} it until then`,
    },
  ];
}

const PROFILE = "aws_iam_instance_profile";

/** An instance profile has its role by name. */
function isOfProfile(role: ResourceChange, { type, before }: ResourceChange): boolean {
  return type === PROFILE && before?.role !== undefined && before.role === role.before?.name;
}
