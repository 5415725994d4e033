import { type CompiledStatement, compiledPolicy } from "./compiled-policy";
import { located } from "./condition-test";
import type { NamedPolicy, NearMiss, StatementReference } from "./decision";
import { isMiss, type Miss, matchStatement, type Question } from "./match-statement";
import type { Naming } from "./statement-principals";

/** A statement that speaks of a request, and how it names the principal. */
export interface Hit extends StatementReference {
  readonly naming: Naming;
}

/** What some policies say of a request. */
export interface JudgedPolicies {
  readonly allows: readonly Hit[];
  readonly denies: readonly Hit[];
  /** The Allow that comes nearest, if one at least speaks of the action. */
  nearest(): NearMiss | undefined;
}

interface Missed {
  readonly policy: string;
  readonly statement: CompiledStatement;
  readonly miss: Miss;
}

/** How far a statement got before it differed from the request. */
const NEARNESS = { action: 0, resource: 1, principal: 2, condition: 3 };

/** Holds every statement of some policies against a request. */
export function judgePolicies(policies: readonly NamedPolicy[], question: Question): JudgedPolicies {
  const hits: Record<"Allow" | "Deny", Hit[]> = { Allow: [], Deny: [] };
  const missed: Missed[] = [];
  for (const { name, document } of policies) {
    for (const statement of compiledPolicy(name, document)) {
      const match = located(`${name}: ${sidOf(statement)}`, () => matchStatement(statement, question));
      if (!isMiss(match)) hits[statement.effect].push({ ...referenceTo(name, statement), naming: match });
      else if (statement.effect === "Allow" && match.at !== "action")
        missed.push({ policy: name, statement, miss: match });
    }
  }
  return { allows: hits.Allow, denies: hits.Deny, nearest: () => nearest(missed, question) };
}

function referenceTo(policy: string, statement: CompiledStatement): StatementReference {
  return { policy, sid: sidOf(statement), statement: statement.source };
}

function sidOf({ sid, index }: CompiledStatement): string {
  return sid || `Statement[${index}]`;
}

function nearest(missed: readonly Missed[], { context }: Question): NearMiss | undefined {
  const [first] = [...missed].sort(
    (one, other) => NEARNESS[other.miss.at] - NEARNESS[one.miss.at] || one.miss.unmet.length - other.miss.unmet.length,
  );
  if (first === undefined || first.miss.at === "action") return undefined;
  const unmet = first.miss.unmet.map(({ operator, key, wanted }) => ({
    operator,
    key,
    wanted,
    actual: context.peek(key),
  }));
  return { ...referenceTo(first.policy, first.statement), at: first.miss.at, unmet };
}
