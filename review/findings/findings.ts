import { type Finding, LEVELS } from "../report/report";
import { RULES } from "./all-rules";
import { findingKey } from "./finding-key";
import type { PlanTransition } from "./reviewed-plan";
import type { Match, Rule, StateRule } from "./rule";

/** What the rules find in a plan, the gravest first, each said once. */
export function findings(plan: PlanTransition, rules: readonly Rule[] = RULES): Finding[] {
  const found = rules.flatMap((rule) => findingsOf(rule, matchesOf(rule, plan)));
  return found.sort((a, b) => LEVELS.indexOf(b.level) - LEVELS.indexOf(a.level));
}

/** What a rule has found, each said once. */
export function findingsOf(rule: Rule, matches: readonly Match[]): Finding[] {
  return distinct(matches).map((match) => finding(rule, match));
}

function matchesOf(rule: Rule, plan: PlanTransition): readonly Match[] {
  return "state" in rule ? newMatches(rule, plan) : rule.transition(plan);
}

/** What is so after and was not before. */
function newMatches(rule: StateRule, { before, after }: PlanTransition): readonly Match[] {
  const matches = rule.state(after);
  if (matches.length === 0) return matches;
  const known = new Set(rule.state(before).map(meaning));
  return matches.filter((match) => !known.has(meaning(match)));
}

function distinct(matches: readonly Match[]): readonly Match[] {
  return [...new Map(matches.map((match) => [identity(match), match])).values()];
}

function finding({ id, level, why }: Rule, match: Match): Finding {
  const key = findingKey(match.identity ?? match.what);
  return { id, level: match.level ?? level, what: match.what, why, where: match.where, key };
}

/** What is said, and what it stands for: one sentence may speak of this before and of that after. */
function meaning(match: Match): string {
  return `${identity(match)}\n${match.identity ?? ""}`;
}

function identity({ where, what, level }: Match): string {
  return `${where}\n${what}\n${level ?? ""}`;
}
