import { label } from "../aws/policy/evaluate/explain";
import { listOf, type PolicyStatement } from "../aws/policy/evaluate/policy-document";
import { type Mutation, mutations } from "./mutation/mutations";
import { type Candidate, requestFor } from "./mutation/request-for";
import { Permissions } from "./permissions";
import type { HeldPolicy, Holder } from "./policy-world";

/** A change to a statement that no assertion notices. */
export interface Unnoticed {
  /** `task role policy: AllowDevSQS`, with the address of the policy. */
  readonly statement: string;
  readonly change: string;
  /** `needed`: a test should say that something is allowed; `widened`: that something is denied. */
  readonly kind: "needed" | "widened";
  /** The request to assert; undefined where none was found by whose answer the change shows. */
  readonly request: Candidate | undefined;
}

/** What the assertions that were made of a stack say of its policies' statements. */
export interface Coverage {
  readonly statements: number;
  readonly changes: number;
  readonly unnoticed: readonly Unnoticed[];
}

/**
 * Changes every statement that a stack's roles have, one thing at a time: takes from it what it allows, and widens it. A
 * change that lets every assertion hold is one that no test would notice.
 */
export function coverage(source: unknown): Coverage {
  const permissions = Permissions.of(source);
  const unnoticed: Unnoticed[] = [];
  let statements = 0;
  let changes = 0;
  for (const holder of permissions.world.holders.filter(({ kind }) => kind === "role")) {
    for (const policy of holder.policies.filter(({ place }) => place === "identity")) {
      listOf(policy.document.Statement).forEach((statement, index) => {
        statements += 1;
        for (const mutation of mutations(statement)) {
          changes += 1;
          const changed = permissions.withStatement(policy, index, mutation.statement);
          if (isNoticed(permissions, changed)) continue;
          unnoticed.push(unnoticedBy(permissions, changed, { holder, policy, statement, index }, mutation));
        }
      });
    }
  }
  return { statements, changes, unnoticed };
}

/** An assertion notices a change if it no longer holds, or can no longer be answered. */
function isNoticed(permissions: Permissions, changed: Permissions): boolean {
  return permissions.assertions.some((holds) => {
    try {
      return !holds(changed);
    } catch {
      return true;
    }
  });
}

interface Place {
  readonly holder: Holder;
  readonly policy: HeldPolicy;
  readonly statement: PolicyStatement;
  readonly index: number;
}

function unnoticedBy(
  permissions: Permissions,
  changed: Permissions,
  { holder, policy, statement, index }: Place,
  { change, statement: mutated }: Mutation,
): Unnoticed {
  const sid = statement.Sid || `Statement[${index}]`;
  const isTaken = / removed$/.test(change);
  const spokenOf = isTaken ? statement : (mutated ?? statement);
  const candidate = requestFor(permissions, holder, spokenOf, (request) => differs(permissions, changed, request));
  return {
    statement: `${label({ policy: policy.name, sid, statement })} (${policy.address})`,
    change,
    kind: isTaken ? "needed" : "widened",
    request: candidate,
  };
}

function differs(permissions: Permissions, changed: Permissions, candidate: Candidate): boolean {
  try {
    return permissions.decide(candidate).decision !== changed.decide(candidate).decision;
  } catch {
    // A guess that is no request is not the one to suggest.
    return false;
  }
}

/** How many requests a report suggests at once, unless it is told otherwise. */
const MOST = 12;

/** The report: what no test notices, with the lines to paste, each request once. */
export function coverageReport(source: unknown, name = "stack", most = MOST): string {
  const { statements, changes, unnoticed } = coverage(source);
  const noticed = changes - unnoticed.length;
  const head = `${statements} statements, ${changes} changes to them, ${noticed} noticed by a test`;
  if (unnoticed.length === 0) return head;
  const lines = new Map<string, string>();
  for (const { statement, change, kind, request } of inTurn(unnoticed)) {
    const line = request && `expect(${name})${kind === "needed" ? "" : ".not"}.toAllow(${JSON.stringify(request)});`;
    const key = line ?? `${statement} ${change}`;
    const text = `// ${statement}: ${change}\n${line ?? "// no single request shows the change"}`;
    if (!lines.has(key)) lines.set(key, text);
  }
  const shown = [...lines.values()].slice(0, most);
  const more = lines.size > shown.length ? [`// and ${lines.size - shown.length} more`] : [];
  return `${head}. To have the others noticed, assert:\n\n${[...shown, ...more].join("\n")}`;
}

/** One of each statement, what it is needed for first, then the next of each: a statement that is new must not come last. */
function inTurn(unnoticed: readonly Unnoticed[]): readonly Unnoticed[] {
  const turns = new Map<string, number>();
  const neededFirst = [...unnoticed].sort(
    (one, other) => Number(one.kind === "widened") - Number(other.kind === "widened"),
  );
  const ranked = neededFirst.map((one) => {
    const turn = turns.get(one.statement) ?? 0;
    turns.set(one.statement, turn + 1);
    return { one, turn };
  });
  return ranked.sort((a, b) => a.turn - b.turn).map(({ one }) => one);
}
