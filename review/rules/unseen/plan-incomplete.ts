import type { TransitionRule } from "../../findings/rule";

/** Terraform could not plan everything. */
export const planIncomplete: TransitionRule = {
  id: "plan-incomplete",
  level: "unknown",
  why: "what Terraform has left out of the plan is not in the review either",
  transition: ({ incomplete }) =>
    incomplete ? [{ where: "plan", what: "the plan failed or leaves changes for a later one" }] : [],
};
