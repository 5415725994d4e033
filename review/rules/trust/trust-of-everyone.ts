import { admitsStrangers, admitsWhoKnowsTheSecret } from "../../../aws/policy/stranger/who-gets-in";
import { grantsAt } from "../../findings/grant-query";
import type { Match, StateRule } from "../../findings/rule";

/** A trust policy that lets anyone assume the role, or anyone who knows its external id. */
export const trustOfEveryone: StateRule = {
  id: "trust-of-everyone",
  level: "high",
  why: "anyone with an AWS account can assume the role and use its permissions",
  state: ({ subjects }) =>
    subjects.flatMap((state): Match[] => {
      const said = grantsAt(state, "trust");
      const { where, title } = state;
      if (state.allows.trust.some((grant) => admitsStrangers(grant, said, "trust")))
        return [{ where, what: `${title} can be assumed by everyone` }];
      return state.allows.trust.some((grant) => admitsWhoKnowsTheSecret(grant, said, "trust"))
        ? [{ where, what: `${title} can be assumed by everyone who knows its external id`, level: "medium" }]
        : [];
    }),
};
