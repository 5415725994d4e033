import type { Mutation } from "./mutate";
import type { AttachedPolicy, PolicySet, PolicyStatement } from "./policy-set";

/**
 * A stack's policies with one statement of one of them changed. A policy that is left without statements is gone, but
 * for a trust policy: a role always has one.
 */
export function replaced(
  set: PolicySet,
  policy: AttachedPolicy,
  statement: PolicyStatement,
  mutation: Mutation,
): PolicySet {
  const content = JSON.stringify(statement);
  const Statement = policy.document.Statement.flatMap((one) => {
    if (JSON.stringify(one) !== content) return [one];
    return mutation.statement ? [mutation.statement] : [];
  });
  const isGone = Statement.length === 0 && policy.name !== "trust policy";
  const changed = isGone ? [] : [{ ...policy, document: { ...policy.document, Statement } }];
  return { ...set, policies: set.policies.flatMap((one) => (one === policy ? changed : [one])) };
}
