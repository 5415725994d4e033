import { unreviewedSentence } from "../render/sentences";
import type { TransitionRule } from "./rule";

/** A policy whose text the plan does not show. */
export const policyNotReviewable: TransitionRule = {
  id: "policy-not-reviewable",
  level: "unknown",
  why: "nobody can see before it is applied what it allows",
  transition: ({ unreviewed }) =>
    unreviewed.map((policy) => ({ where: policy.where, what: unreviewedSentence(policy) })),
};
