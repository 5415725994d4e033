import type { Match, TransitionRule } from "../../findings/rule";
import type { UnreviewedPolicy } from "../../report/report";
import { unreviewedSentence } from "../../report/sentences";

/** A policy whose text the plan does not show, or not whole. */
export const policyNotReviewable: TransitionRule = {
  id: "policy-not-reviewable",
  level: "unknown",
  why: "nobody can see before it is applied what it allows",
  transition: ({ unreviewed }) => unreviewed.map(match),
};

/** What waits for a resource of the plan alone will be that resource: a variable or a local value may become anything. */
function match(policy: UnreviewedPolicy): Match {
  const found = { where: policy.where, what: unreviewedSentence(policy) };
  const isOfResources = !policy.details.some((reference) => /(?:^|\.)(?:var|local|data|each)\./.test(reference));
  return policy.because === "partly" && isOfResources ? { ...found, level: "low" } : found;
}
