import { trusts } from "../../findings/grant-query";
import { accountOf } from "../../findings/principal-account";
import type { StateRule } from "../../findings/rule";

/** A trust policy that lets another account assume the role. */
export const trustOfAnotherAccount: StateRule = {
  id: "trust-of-another-account",
  level: "medium",
  why: "whoever administers that account decides who uses the role",
  state: ({ subjects, accounts }) =>
    subjects.flatMap((state) => {
      const foreign = trusts(state).flatMap((grant) => accountOf(grant.principal.include) ?? []);
      return [...new Set(foreign)]
        .filter((account) => !accounts.has(account))
        .map((account) => ({
          where: state.where,
          what: `${state.title} can be assumed from account ${account}${accounts.size === 0 ? ", and the plan does not say whether that is its own" : ""}`,
        }));
    }),
};
