import type { TransitionRule } from "../../findings/rule";
import { hiddenContainersSentence } from "../../report/sections";

/** A task definition whose containers the plan does not show. */
export const containersNotReviewable: TransitionRule = {
  id: "containers-not-reviewable",
  level: "unknown",
  why: "nobody can see before it is applied what will run",
  transition: ({ tasks }) =>
    tasks.flatMap(({ where, unknownBecause }) =>
      unknownBecause === undefined ? [] : [{ where, what: hiddenContainersSentence(unknownBecause) }],
    ),
};
