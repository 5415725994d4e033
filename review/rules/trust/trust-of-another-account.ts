import { admittedAccounts } from "../../../aws/policy/stranger/who-gets-in";
import { grantsAt } from "../../findings/grant-query";
import type { StateRule } from "../../findings/rule";

/** A trust policy that lets another account assume the role. */
export const trustOfAnotherAccount: StateRule = {
  id: "trust-of-another-account",
  level: "medium",
  why: "whoever administers that account decides who uses the role",
  state: ({ subjects, accounts }) =>
    subjects.flatMap((state) => {
      const said = grantsAt(state, "trust");
      const admitted = state.allows.trust.flatMap((grant) => admittedAccounts(grant, said, "trust"));
      return [...new Set(admitted)]
        .filter((account) => !accounts.has(account))
        .map((account) => ({
          where: state.where,
          what: `${state.title} can be assumed from account ${account}${accounts.size === 0 ? ", and the plan does not say whether that is its own" : ""}`,
        }));
    }),
};
