import { runSimulation } from "@cloud-copilot/iam-simulate";
import { NO_STATEMENT, type Situation, type Verdict } from "./request";

export interface SimulatedVerdict extends Verdict {
  /** Context keys that the simulator does not know for the action, and so left out of its answer. */
  readonly ignoredContextKeys: readonly string[];
}

interface Analysis {
  readonly allowStatements: readonly { readonly statement: { sid(): string | undefined } }[];
  readonly denyStatements: readonly { readonly statement: { sid(): string | undefined } }[];
}

/** The answer of @cloud-copilot/iam-simulate. */
export async function simulate(situation: Situation): Promise<SimulatedVerdict> {
  const { principal, action, resource, resourceAccount, context, identityPolicies, resourcePolicy } = situation;
  const results = await runSimulation(
    {
      request: {
        principal,
        action,
        resource: { resource, accountId: resourceAccount },
        contextVariables: context as Record<string, string | string[]>,
      },
      identityPolicies: identityPolicies.map(({ name, document }) => ({ name, policy: document })),
      resourcePolicy: resourcePolicy?.document,
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  if (results.resultType === "error")
    throw new Error(`${action} on ${resource} is no request: ${JSON.stringify(results.errors)}`);
  if (results.resultType === "wildcard") throw new Error(`${action} must name one resource, got ${resource}`);
  const { analysis, ignoredContextKeys = [] } = results.result;
  const { result, identityAnalysis, resourceAnalysis } = analysis;
  const effect = result === "Allowed" ? "allowStatements" : "denyStatements";
  // The owner of a resource may leave the decision to an account; then the account's statement decided.
  const delegated = effect === "allowStatements" && resourceAnalysis?.result === "AllowedForAccount";
  const [ownName = ""] = identityPolicies.map(({ name }) => name);
  const deciding = [
    ...sids(ownName, identityAnalysis, effect),
    ...(delegated ? [] : sids(resourcePolicy?.name ?? "", resourceAnalysis, effect)),
  ];
  return {
    answer: result === "Allowed" ? "allowed" : "denied",
    by: result === "ImplicitlyDenied" ? NO_STATEMENT : deciding.join(", "),
    ignoredContextKeys,
  };
}

function sids(policy: string, analysis: Analysis | undefined, effect: keyof Analysis): readonly string[] {
  return (analysis?.[effect] ?? []).map(({ statement }) => `${policy}: ${statement.sid()}`);
}
