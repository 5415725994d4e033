import type { TransitionRule } from "../../findings/rule";

/** An action of a provider's that the apply runs: what it does is in no resource. */
export const actionInvoked: TransitionRule = {
  id: "action-invoked",
  level: "unknown",
  why: "what an action does is no change of a resource, and a plan does not show it",
  transition: ({ plan }) =>
    (plan.action_invocations ?? []).map(({ address, type }) => {
      const where = address ?? type ?? "an action";
      return { where, what: `the apply runs ${where}` };
    }),
};
