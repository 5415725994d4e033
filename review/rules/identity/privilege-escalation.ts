import { reachOf } from "../../findings/power";
import type { StateRule } from "../../findings/rule";

/** Actions with which a subject can raise its own permissions: told once, by the shortest way. */
export const privilegeEscalation: StateRule = {
  id: "privilege-escalation",
  level: "high",
  why: "with them it can give itself any permission, whatever else its policies leave out",
  state: ({ subjects, moment }) =>
    subjects.flatMap((state) => {
      const { escalation } = reachOf(state, moment);
      return escalation === undefined
        ? []
        : [{ where: state.where, what: `${state.title} may raise its own permissions with ${list(escalation)}` }];
    }),
};

function list(actions: readonly string[]): string {
  return actions.length === 1 ? String(actions[0]) : `${actions.slice(0, -1).join(", ")} and ${actions.at(-1)}`;
}
