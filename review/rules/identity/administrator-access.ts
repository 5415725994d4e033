import { reachOf, wasAdministrator } from "../../findings/power";
import type { StateRule } from "../../findings/rule";

/** Every action on everything, or nearly so, or a policy of AWS's that comes to it. */
export const administratorAccess: StateRule = {
  id: "administrator-access",
  level: "high",
  why: "whoever gets hold of its credentials can do everything in the account, and delete it",
  state: ({ subjects, moment }) =>
    subjects.flatMap((state) => {
      const { everything } = reachOf(state, moment);
      if (everything.length === 0 || wasAdministrator(state, moment)) return [];
      return everything.map((reason) => ({
        where: state.where,
        what: `${state.title} may do everything: it has ${reason}`,
      }));
    }),
};
