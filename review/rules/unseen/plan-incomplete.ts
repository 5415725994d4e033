import type { TransitionRule } from "../../findings/rule";

/** Terraform could not plan everything. */
export const planIncomplete: TransitionRule = {
  id: "plan-incomplete",
  level: "unknown",
  why: "what Terraform has left out of the plan is not in the review either",
  transition: ({ incomplete, plan }) => {
    const deferred = (plan.deferred_changes ?? []).map(({ reason, resource_change: change }) => {
      const where = change?.address ?? "plan";
      return { where, what: `${where} is left to a later plan${reason ? ` (${reason})` : ""}` };
    });
    if (deferred.length > 0 || !incomplete) return deferred;
    return [{ where: "plan", what: "the plan failed or leaves changes for a later one" }];
  },
};
