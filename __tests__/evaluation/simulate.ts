import { runSimulation } from "@cloud-copilot/iam-simulate";
import type { NamedPolicy, Policies } from "../../aws/policy/evaluate/decision";
import type { Request } from "../../aws/policy/evaluate/evaluate";
import { requestPrincipal } from "../../aws/policy/evaluate/request-principal";
import { NO_STATEMENT, type Verdict } from "./permission-case";

export interface SimulatedVerdict extends Verdict {
  /** Context keys that the simulator does not know for the action, and so left out of its answer. */
  readonly ignoredContextKeys: readonly string[];
}

interface Analysis {
  readonly allowStatements: readonly { readonly statement: { sid(): string | undefined } }[];
  readonly denyStatements: readonly { readonly statement: { sid(): string | undefined } }[];
}

/**
 * The answer of @cloud-copilot/iam-simulate; what is no request to it is an error. It knows no policies of sessions, so
 * these are asked as boundaries, which limit alike.
 */
export async function simulate(request: Request, policies: Policies): Promise<SimulatedVerdict> {
  const { principal, action, resource, context = {} } = request;
  const { identity = [], resource: resourcePolicy, boundary, session = [], serviceControl = [] } = policies;
  const limits = [...(boundary ? [boundary] : []), ...session];
  const accountId = String(context["aws:ResourceAccount"] ?? (resource.split(":")[4] || principal.split(":")[4]));
  const stated = { "aws:ResourceAccount": accountId, ...requestPrincipal(principal).keys, ...context };
  const results = await runSimulation(
    {
      request: {
        principal,
        action,
        resource: { resource, accountId },
        contextVariables: stated as Record<string, string | string[]>,
      },
      identityPolicies: identity.map(asked),
      resourcePolicy: resourcePolicy?.document,
      ...(limits.length > 0 && { permissionBoundaryPolicies: limits.map(asked) }),
      serviceControlPolicies: serviceControl.map((level, index) => ({
        orgIdentifier: `level-${index}`,
        policies: level.map(asked),
      })),
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
  const [ownName = ""] = identity.map(({ name }) => name);
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

function asked({ name, document }: NamedPolicy) {
  return { name, policy: document };
}

function sids(policy: string, analysis: Analysis | undefined, effect: keyof Analysis): readonly string[] {
  return (analysis?.[effect] ?? []).map(({ statement }) => `${policy}: ${statement.sid()}`);
}
