import { resourceAllows } from "../../findings/grant-query";
import { accountOf } from "../../findings/principal-account";
import type { StateRule } from "../../findings/rule";

/** A queue, bucket, topic, key, … another account may use. */
export const sharedWithAnotherAccount: StateRule = {
  id: "shared-with-another-account",
  level: "medium",
  why: "whoever administers that account decides who uses it",
  state: ({ subjects, accounts }) =>
    subjects.flatMap((state) => {
      const foreign = resourceAllows(state).flatMap((grant) => accountOf(grant.principal.include) ?? []);
      return [...new Set(foreign)]
        .filter((account) => accounts.size > 0 && !accounts.has(account))
        .map((account) => ({ where: state.where, what: `${state.title} is shared with account ${account}` }));
    }),
};
