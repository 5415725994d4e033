import { reachBefore, reachOf, storesOf } from "../../findings/power";
import type { StateRule } from "../../findings/rule";

/** Every secret, parameter, object or table of an account readable by one who is no administrator. */
export const readsEverything: StateRule = {
  id: "reads-everything",
  level: "medium",
  why: "what other services keep there is read with it too, and what is added later: name what is needed",
  state: ({ subjects, moment }) =>
    subjects.flatMap((state) => {
      const stores = storesOf(state, moment);
      if (moment === "before" || stores.length === 0 || reachOf(state, moment).everything.length > 0) return [];
      const known = storesOf(reachBefore(state).state, "before");
      const read = stores.filter((store) => !known.includes(store));
      if (read.length === 0) return [];
      const all = read
        .map((store) => `every ${store}`)
        .join(", ")
        .replace(/, ([^,]+)$/, " and $1");
      return [{ where: state.where, what: `${state.title} may read ${all} of the account` }];
    }),
};
