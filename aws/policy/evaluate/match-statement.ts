import type { CompiledStatement } from "./compiled-policy";
import { type ConditionTest, meetsTest } from "./condition-test";
import type { RequestContext } from "./request-context";
import type { RequestPrincipal } from "./request-principal";
import { isExempt, type Naming, naming } from "./statement-principals";
import { matchesResource, matchesText, resolved } from "./text-pattern";

/** A request as statements are held against it. */
export interface Question {
  readonly principal: RequestPrincipal;
  /** In lower case: IAM compares actions without regard to it. */
  readonly action: string;
  readonly resource: string;
  readonly context: RequestContext;
}

/** Why a statement does not speak of a request: the first of these that differs, and the tests that it doesn't meet. */
export interface Miss {
  readonly at: "action" | "resource" | "principal" | "condition";
  readonly unmet: readonly ConditionTest[];
}

/** How a statement speaks of a request, by how it names the principal; or why it doesn't. */
export function matchStatement(statement: CompiledStatement, question: Question): Naming | Miss {
  if (!speaksOfAction(statement, question)) return { at: "action", unmet: [] };
  if (!speaksOfResource(statement, question)) return { at: "resource", unmet: [] };
  const named = namingOf(statement, question);
  if (named === undefined) return { at: "principal", unmet: [] };
  // All tests are asked, so that what cannot be judged is an error whatever the order of the conditions.
  const unmet = statement.tests.filter((test) => !meetsTest(test, question.context));
  return unmet.length > 0 ? { at: "condition", unmet } : named;
}

export function isMiss(match: Naming | Miss): match is Miss {
  return typeof match === "object";
}

function speaksOfAction({ actions }: CompiledStatement, { action }: Question): boolean {
  return actions.patterns.some((pattern) => matchesText(pattern, action)) !== actions.negated;
}

function speaksOfResource({ resources }: CompiledStatement, { resource, context }: Question): boolean {
  if (resources === undefined) return true;
  const isNamed = resources.templates.some((template) => {
    const codes = resolved(template, context.resolve);
    return codes !== undefined && matchesResource(codes, resource);
  });
  return isNamed !== resources.negated;
}

/** An identity's own policies need not name it. */
function namingOf({ principals }: CompiledStatement, { principal }: Question): Naming | undefined {
  if (principals === undefined) return "principal";
  if (!principals.negated) return naming(principals.names, principal);
  return isExempt(principals.names, principal) ? undefined : "everyone";
}
