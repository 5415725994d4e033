import type { TransitionRule } from "../../findings/rule";
import { unreviewedSentence } from "../../report/sentences";

/** A policy whose text the plan does not show. */
export const policyNotReviewable: TransitionRule = {
  id: "policy-not-reviewable",
  level: "unknown",
  why: "nobody can see before it is applied what it allows",
  transition: ({ unreviewed }) =>
    unreviewed.map((policy) => ({ where: policy.where, what: unreviewedSentence(policy) })),
};
