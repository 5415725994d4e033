import { evaluate as shipped } from "../../aws/policy/evaluate/evaluate";
import { label } from "../../aws/policy/evaluate/explain";
import { NO_STATEMENT, type Situation, type Verdict } from "./request";

/** The shipped evaluator's answer, in the form of the cases. */
export function evaluate(situation: Situation): Verdict {
  const { principal, action, resource, resourceAccount, context, identityPolicies, resourcePolicy } = situation;
  const { decision, because } = shipped(
    { principal, action, resource, context: { ...context, "aws:ResourceAccount": resourceAccount } },
    { identity: identityPolicies, ...(resourcePolicy && { resource: resourcePolicy }) },
  );
  const by =
    because.kind === "allow" || because.kind === "deny" ? because.statements.map(label).join(", ") : NO_STATEMENT;
  return { answer: decision, by };
}
