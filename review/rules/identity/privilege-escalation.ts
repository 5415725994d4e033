import { reachOf, wasAdministrator } from "../../findings/power";
import type { StateRule } from "../../findings/rule";

/** Actions with which a subject can raise its own permissions: told once, by the shortest way. */
export const privilegeEscalation: StateRule = {
  id: "privilege-escalation",
  level: "high",
  why: "with them it can give itself any permission, whatever else its policies leave out",
  state: ({ subjects, moment }) =>
    subjects.flatMap((state) => {
      const { escalation } = reachOf(state, moment);
      if (escalation === undefined || wasAdministrator(state, moment)) return [];
      const { actions, isOfAws } = escalation;
      return [
        {
          where: state.where,
          what: `${state.title} may raise its own permissions with ${list(actions)}${isOfAws ? ", by AWS's managed policies" : ""}`,
          // Whom AWS lets change code that runs under another role (PowerUserAccess) is trusted with that: roles are not.
          ...(isOfAws && !actions[0]?.startsWith("iam:") && { level: "medium" as const }),
        },
      ];
    }),
};

function list(actions: readonly string[]): string {
  return actions.length === 1 ? String(actions[0]) : `${actions.slice(0, -1).join(", ")} and ${actions.at(-1)}`;
}
