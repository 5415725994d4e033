import type { Grant } from "../../../aws/policy/grant";
import { admittedAccounts } from "../../../aws/policy/stranger/who-gets-in";
import { grantsAt } from "../../findings/grant-query";
import type { SubjectState } from "../../findings/reviewed-plan";
import type { StateRule } from "../../findings/rule";

/** A queue, bucket, topic, key, … another account may use. */
export const sharedWithAnotherAccount: StateRule = {
  id: "shared-with-another-account",
  level: "medium",
  why: "whoever administers that account decides who uses it",
  state: ({ subjects, accounts }) =>
    subjects.flatMap((state) => {
      const said = grantsAt(state, "resource");
      const admitted = state.allows.resource.flatMap((grant) => admittedAccounts(grant, said, "resource"));
      return [...new Set(admitted)]
        .filter((account) => !accounts.has(account) && !isItsOwn(account, state, said))
        .map((account) => ({
          where: state.where,
          what: `${state.title} is shared with account ${account}${accounts.size === 0 ? ", and the plan does not say whether that is its own" : ""}`,
        }));
    }),
};

/** A policy names its resource with the account it is in; a key's names its account first of all, and nothing else says so. */
function isItsOwn(account: string, { subject }: SubjectState, said: readonly Grant[]): boolean {
  const own = said.flatMap(({ resource }) => /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(resource.include)?.[1] ?? []);
  const root = `AWS:arn:aws:iam::${account}:root`;
  const manages =
    subject.kind === "key" &&
    said.some(({ principal, action }) => principal.include === root && action.include === "kms:*");
  return own.includes(account) || manages;
}
