import { unknownMembers } from "../aws/messages";
import { EvaluationError } from "../aws/policy/evaluate/evaluation-error";
import type { AllowedGrant } from "./granted";
import { onlyTheseAllow } from "./only-these";
import { allows, allowsNothingOn, allowsOnly, type Outcome } from "./outcome";
import type { PermissionRequest } from "./permission-request";
import type { Permissions } from "./permissions";
import { TestingError } from "./testing-error";

/** What must hold of every plan, as data: a name, and one of `allow`, `deny`, `only`, `allowOnly` and `nothingOn`. */
export interface Guardrail {
  /** A sentence about who may, or may not, do what. */
  readonly name: string;
  /** A request that must be allowed. */
  readonly allow?: PermissionRequest;
  /** A request that must be denied. */
  readonly deny?: PermissionRequest;
  /** What nobody may but these roles: no other role of the plan, no other account and nobody who is not signed in. */
  readonly only?: Omit<PermissionRequest, "role" | "principal"> & { readonly roles: readonly string[] };
  /** All that a role may be granted. */
  readonly allowOnly?: { readonly role?: string; readonly grants: readonly AllowedGrant[] };
  /** A pattern of resources on which nothing may be allowed. */
  readonly nothingOn?: { readonly role?: string; readonly resource: string };
}

/** Whether a guardrail holds; `unknown` where the plan does not tell. */
export interface GuardrailResult {
  readonly guardrail: Guardrail;
  readonly state: "holds" | "broken" | "unknown";
  /** Why. */
  readonly message: string;
}

const FORMS = ["allow", "deny", "only", "allowOnly", "nothingOn"] as const;

/** Reads a file of guardrails. All problems are in one error. */
export function readGuardrails(text: string, file: string): readonly Guardrail[] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch (error) {
    throw new TestingError(`${file} is not JSON: ${(error as Error).message}`);
  }
  if (!Array.isArray(list)) throw new TestingError(`${file} must hold a list of guardrails`);
  if (list.length === 0) throw new TestingError(`${file} has no guardrail: nothing would be checked`);
  const problems = list.flatMap((each, index) => problemsOf(each).map((problem) => `[${index}] ${problem}`));
  if (problems.length > 0) throw new TestingError(`${file} has guardrails that cannot be read: ${problems.join("; ")}`);
  return list;
}

function problemsOf(guardrail: unknown): readonly string[] {
  if (typeof guardrail !== "object" || guardrail === null) return ["is no object"];
  const forms = FORMS.filter((form) => form in guardrail);
  return [
    ...unknownMembers(guardrail, ["name", ...FORMS]),
    ...("name" in guardrail && typeof guardrail.name === "string" && guardrail.name ? [] : ["has no 'name'"]),
    ...(forms.length === 1 ? [] : [`must have one of ${FORMS.join(", ")}, has ${forms.join(", ") || "none"}`]),
    ...forms.flatMap((form) => problemsOfForm(form, (guardrail as Readonly<Record<string, unknown>>)[form])),
  ];
}

const REQUEST = ["role", "principal", "action", "resource", "context"];
/** The members of each form, and those of them that must be there. */
const MEMBERS: Readonly<Record<(typeof FORMS)[number], readonly [all: readonly string[], needed: readonly string[]]>> =
  {
    allow: [REQUEST, ["action", "resource"]],
    deny: [REQUEST, ["action", "resource"]],
    only: [
      ["roles", "action", "resource", "context"],
      ["roles", "action", "resource"],
    ],
    allowOnly: [["role", "grants"], ["grants"]],
    nothingOn: [["role", "resource"], ["resource"]],
  };

function problemsOfForm(form: (typeof FORMS)[number], value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [`'${form}' is no object`];
  const [all, needed] = MEMBERS[form];
  const missing = needed.filter((member) => !(member in value));
  return [...unknownMembers(value, all, form), ...missing.map((member) => `'${form}' has no '${member}'`)];
}

/** Holds the guardrails against what a plan will have in force. */
export function checkGuardrails(
  permissions: Permissions,
  guardrails: readonly Guardrail[],
): readonly GuardrailResult[] {
  return guardrails.map((guardrail) => {
    try {
      const { pass, message } = outcomeOf(permissions, guardrail);
      return { guardrail, state: pass ? "holds" : "broken", message };
    } catch (error) {
      if (error instanceof TestingError || error instanceof EvaluationError)
        return { guardrail, state: "unknown", message: error.message };
      throw error;
    }
  });
}

function outcomeOf(permissions: Permissions, { allow, deny, only, allowOnly, nothingOn }: Guardrail): Outcome {
  if (allow) return allows(permissions, allow);
  if (deny) {
    const { pass, message } = allows(permissions, deny);
    return { pass: !pass, message };
  }
  if (only) return onlyTheseAllow(permissions, only.roles, only);
  if (allowOnly) return allowsOnly(permissions, allowOnly.grants, allowOnly);
  return allowsNothingOn(permissions, String(nothingOn?.resource), nothingOn);
}
