import { parseArn } from "../../aws/arn";
import type { Need } from "../../aws/ecs/needs/need";
import { compiledPolicy } from "../../aws/policy/evaluate/compiled-policy";
import type { NamedPolicy, Because as Reason } from "../../aws/policy/evaluate/decision";
import { evaluate } from "../../aws/policy/evaluate/evaluate";
import { EvaluationError } from "../../aws/policy/evaluate/evaluation-error";
import { explain, label } from "../../aws/policy/evaluate/explain";
import { listOf, type PolicyDocument, type PolicyStatement } from "../../aws/policy/evaluate/policy-document";
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
export function judge(asked: Asked, role: RolePolicies): Judgement {
  try {
    return answer(asked, role);
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    const rest = role.identity.map(withoutUnreadable);
    if (rest.every((policy, index) => policy === role.identity[index])) return { kind: "open", why: error.message };
    const judged = judge(asked, { ...role, identity: rest });
    return judged.kind === "denied" ? { kind: "open", why: error.message } : judged;
  }
}

/** In the place of another statement, so that those after it keep their numbers. */
const ALLOWS_NOTHING: PolicyStatement = { Effect: "Allow", NotAction: "*", Resource: "*" };

const readable = new WeakMap<NamedPolicy, NamedPolicy>();

/**
 * A policy without the statements that allow something which is not known yet, as a queue's ARN before there is a queue:
 * they may allow more, and take nothing away. The policy itself where all of it can be read.
 */
function withoutUnreadable(policy: NamedPolicy): NamedPolicy {
  const known = readable.get(policy);
  if (known) return known;
  const { name, document } = policy;
  const statements = listOf(document.Statement);
  const kept = statements.map((statement) =>
    statement.Effect !== "Allow" || isReadable(name, document, statement) ? statement : ALLOWS_NOTHING,
  );
  const isWhole = !kept.includes(ALLOWS_NOTHING);
  const rest = isWhole ? policy : { name, document: { ...document, Statement: kept } };
  readable.set(policy, rest);
  return rest;
}

function isReadable(name: string, document: PolicyDocument, statement: PolicyStatement): boolean {
  try {
    compiledPolicy(name, { ...document, Statement: [statement] });
    return true;
  } catch (error) {
    if (error instanceof EvaluationError) return false;
    throw error;
  }
}

function answer({ action, resource, context, resourcePolicy }: Asked, role: RolePolicies): Judgement {
  const { identity, boundary, arn } = role;
  const { decision, because } = evaluate(
    { principal: arn, action, resource, context },
    { identity, ...(boundary && { boundary }), ...(resourcePolicy && { resource: resourcePolicy }) },
  );
  if (decision === "allowed")
    return { kind: "allowed", by: because.kind === "allow" ? because.statements.map(label) : [] };
  const open = openBecause(because, role);
  return open === undefined ? { kind: "denied", why: explain(because), reason: because } : { kind: "open", why: open };
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
