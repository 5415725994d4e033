import { ARNS, regionCovers } from "../../../aws/policy/region";
import { allowing, identityAllows, namesAction } from "../../findings/grant-query";
import type { StateRule } from "../../findings/rule";

/** Someone who may receive a queue's messages and not delete them. */
export const consumerWithoutDelete: StateRule = {
  id: "consumer-without-delete",
  level: "medium",
  why: "a message that is never deleted comes back until it expires or ends in the dead-letter queue",
  state: ({ subjects }) =>
    subjects.flatMap((state) => {
      const receives = identityAllows(state, (action) => namesAction(action, "sqs:receivemessage"));
      if (receives.length === 0) return [];
      const deletes = allowing(state, "sqs:deletemessage");
      const kept = receives.filter(
        ({ resource }) => !deletes.some((other) => regionCovers(ARNS, other.resource, resource)),
      );
      return [...new Set(kept.map(({ resource }) => resource.include))].map((queue) => ({
        where: state.where,
        what: `${state.title} may receive from ${queue} without sqs:DeleteMessage`,
      }));
    }),
};
