import { admitsStrangersThroughService } from "../../../aws/policy/stranger/who-gets-in";
import { grantsAt } from "../../findings/grant-query";
import type { StateRule } from "../../findings/rule";

/** A role for ECS tasks that does not say whose. */
export const ecsTrustWithoutSource: StateRule = {
  id: "ecs-trust-without-source",
  level: "medium",
  why: "without aws:SourceAccount or aws:SourceArn, ECS may be led to use the role for somebody else (the confused deputy)",
  state: ({ subjects }) =>
    subjects
      .filter((state) => {
        const said = grantsAt(state, "trust");
        return state.allows.trust.some(
          (grant) =>
            grant.principal.include === "Service:ecs-tasks.amazonaws.com" && admitsStrangersThroughService(grant, said),
        );
      })
      .map(({ where, title }) => ({
        where,
        what: `${title} trusts ecs-tasks.amazonaws.com without a source condition`,
      })),
};
