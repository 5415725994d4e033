import { identityAllows } from "../../findings/grant-query";
import type { StateRule } from "../../findings/rule";

const STREAM_ACTIONS = ["logs:createlogstream", "logs:putlogevents"];

/** A log permission on a group whose ARN lacks the `:*` that stands for its streams. */
export const logGroupWithoutStreams: StateRule = {
  id: "log-group-without-streams",
  level: "medium",
  why: "the permission is checked against the group's streams: without the :* at its end, nothing can be written",
  state: ({ subjects }) =>
    subjects.flatMap((state) => {
      const writes = identityAllows(state, ({ include }) => STREAM_ACTIONS.includes(include));
      const wrong = writes.filter(({ resource }) =>
        /^arn:[^:]*:logs:[^:]*:[^:]*:log-group:[^:*]+$/.test(resource.include),
      );
      return [...new Set(wrong.map(({ resource }) => resource.include))].map((group) => ({
        where: state.where,
        what: `${state.title} may write to ${group}, which lacks ':*'`,
      }));
    }),
};
