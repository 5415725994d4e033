import type { TransitionRule } from "../../findings/rule";

/** A task definition whose containers the plan does not show. */
export const containersNotReviewable: TransitionRule = {
  id: "containers-not-reviewable",
  level: "unknown",
  why: "nobody can see before it is applied what will run",
  transition: ({ tasks }) =>
    tasks.flatMap(({ where, unknownBecause }) =>
      unknownBecause === undefined
        ? []
        : [
            {
              where,
              what: `the containers cannot be reviewed${unknownBecause.length > 0 ? `: they wait for ${unknownBecause.join(", ")}` : ""}`,
            },
          ],
    ),
};
