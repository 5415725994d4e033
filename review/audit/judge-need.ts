import { parseArn } from "../../aws/arn";
import type { Need } from "../../aws/ecs/needs/need";
import type { NamedPolicy, Because as Reason } from "../../aws/policy/evaluate/decision";
import { evaluate } from "../../aws/policy/evaluate/evaluate";
import { EvaluationError } from "../../aws/policy/evaluate/evaluation-error";
import { explain, label } from "../../aws/policy/evaluate/explain";
import { listOf } from "../../aws/policy/evaluate/policy-document";
import type { Context } from "../../aws/policy/evaluate/request-context";
import type { RolePolicies } from "./role-policies";

/** Whether a role is allowed one action on one resource. */
export type Judgement =
  | { readonly kind: "allowed"; readonly by: readonly string[] }
  | { readonly kind: "denied"; readonly why: string; readonly reason: Reason }
  | { readonly kind: "open"; readonly why: string };

/** What a role asks for. */
export interface Asked {
  readonly action: string;
  /** One resource, without wildcards. */
  readonly resource: string;
  readonly context: Context;
  /** The policy on the resource, where the files have it. */
  readonly resourcePolicy?: NamedPolicy;
}

/** IAM's answer, or why it cannot be known: policies that are not in the files, keys that only the request has. */
export function judge({ action, resource, context, resourcePolicy }: Asked, role: RolePolicies): Judgement {
  const { identity, boundary, arn } = role;
  try {
    const { decision, because } = evaluate(
      { principal: arn, action, resource, context },
      { identity, ...(boundary && { boundary }), ...(resourcePolicy && { resource: resourcePolicy }) },
    );
    if (decision === "allowed")
      return { kind: "allowed", by: because.kind === "allow" ? because.statements.map(label) : [] };
    const open = openBecause(because, role);
    return open === undefined
      ? { kind: "denied", why: explain(because), reason: because }
      : { kind: "open", why: open };
  } catch (error) {
    if (error instanceof EvaluationError) return { kind: "open", why: error.message };
    throw error;
  }
}

/** What must be known before a denial can be believed. */
function openBecause(because: Reason, { unknown }: RolePolicies): string | undefined {
  if (because.kind === "deny") {
    const asked = because.statements.flatMap(({ statement }) => conditionKeys(statement.Condition));
    const missing = because.missing.filter((key) => asked.includes(key.toLowerCase()));
    return missing.length > 0
      ? `${because.statements.map(label).join(", ")} denies it, depending on ${missing.join(", ")}`
      : undefined;
  }
  if (because.kind !== "no allow") return undefined;
  if (because.side === "identity" && unknown.length > 0)
    return `not all of the role's policies are known: ${unknown.join("; ")}`;
  if (because.side === "resource" && because.nearest === undefined)
    return "the resource is of another account, whose policy on it is not in the files";
  const awaited = because.missing.filter((key) => !key.includes(":"));
  if (awaited.length > 0) return `a policy of the role waits for ${awaited.join(", ")}`;
  const { nearest } = because;
  if (nearest?.at !== "condition" || nearest.unmet.some(({ actual }) => actual.length > 0)) return undefined;
  return `${label(nearest)} allows it depending on ${nearest.unmet.map(({ key }) => key).join(", ")}`;
}

function conditionKeys(block: object = {}): readonly string[] {
  return Object.values(block).flatMap((tests: object) => Object.keys(tests).map((key) => key.toLowerCase()));
}

/** A context that meets a need's own conditions, for a request about a resource. */
export function contextOf({ conditions = {} }: Need, resource: string, account: string): Context {
  const stated = Object.values(conditions).flatMap((tests) =>
    Object.entries(tests).map(([key, values]) => [key, sample(String(listOf(values)[0]))]),
  );
  // A bucket's ARN does not say whose it is: one that a task names is taken for its account's own.
  const owner = parseArn(resource)?.account === "" ? { "aws:ResourceAccount": account } : {};
  return { ...owner, "aws:SecureTransport": "true", ...Object.fromEntries(stated) };
}

/** One text that a pattern matches and that nobody would have named; actions that take no resource are asked of `*`. */
export function sample(pattern: string): string {
  return pattern === "*" ? pattern : pattern.replace(/\*/g, "x7q").replace(/\?/g, "Q");
}
