import { runSimulation } from "@cloud-copilot/iam-simulate";
import type { Policies } from "../../aws/policy/evaluate/decision";
import type { Request as Question } from "../../aws/policy/evaluate/evaluate";
import { requestPrincipal } from "../../aws/policy/evaluate/request-principal";
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

/**
 * The simulator's answer to a question of the evaluator's; what it takes no such question for is an error. It knows no
 * policies of sessions, so these are asked as boundaries, which limit alike.
 */
export async function simulateQuestion(question: Question, policies: Policies): Promise<Verdict["answer"]> {
  const { principal, action, resource, context = {} } = question;
  const accountId = String(context["aws:ResourceAccount"] ?? (resource.split(":")[4] || principal.split(":")[4]));
  const { identity = [], resource: resourcePolicy, boundary, session = [], serviceControl = [] } = policies;
  const limits = [...(boundary ? [boundary] : []), ...session];
  const results = await runSimulation(
    {
      request: {
        principal,
        action,
        resource: { resource, accountId },
        contextVariables: {
          "aws:ResourceAccount": accountId,
          ...requestPrincipal(principal).keys,
          ...context,
        } as Record<string, string | string[]>,
      },
      identityPolicies: identity.map(({ name, document }) => ({ name, policy: document })),
      resourcePolicy: resourcePolicy?.document,
      ...(limits.length > 0 && {
        permissionBoundaryPolicies: limits.map(({ name, document }) => ({ name, policy: document })),
      }),
      serviceControlPolicies: serviceControl.map((level, index) => ({
        orgIdentifier: `level-${index}`,
        policies: level.map(({ name, document }) => ({ name, policy: document })),
      })),
      resourceControlPolicies: [],
    },
    {},
  );
  if (results.resultType !== "single") throw new Error(`${action}: ${JSON.stringify(results).slice(0, 300)}`);
  const { ignoredContextKeys = [], analysis } = results.result;
  if (ignoredContextKeys.length > 0) throw new Error(`the simulator ignores ${ignoredContextKeys.join(", ")}`);
  return analysis.result === "Allowed" ? "allowed" : "denied";
}

function sids(policy: string, analysis: Analysis | undefined, effect: keyof Analysis): readonly string[] {
  return (analysis?.[effect] ?? []).map(({ statement }) => `${policy}: ${statement.sid()}`);
}
