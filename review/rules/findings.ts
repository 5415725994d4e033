import { type Finding, LEVELS } from "../report";
import { RULES } from "./all-rules";
import type { Match, PlanState, PlanTransition, Rule } from "./rule";

interface States {
  readonly before: PlanState;
  readonly after: PlanState;
}

/** What every rule finds, the gravest first. What a plan leaves as it was is not reported. */
export function findings(states: States, transition: PlanTransition): Finding[] {
  const found = RULES.flatMap((rule) =>
    distinct(matches(rule, states, transition)).map((match) => finding(rule, match)),
  );
  return found.sort((a, b) => LEVELS.indexOf(b.level) - LEVELS.indexOf(a.level));
}

function matches(rule: Rule, { before, after }: States, transition: PlanTransition): readonly Match[] {
  if ("transition" in rule) return rule.transition(transition);
  const known = new Set(rule.state(before).map(identity));
  return rule.state(after).filter((match) => !known.has(identity(match)));
}

function finding({ id, level, why }: Rule, match: Match): Finding {
  return { id, level: match.level ?? level, what: match.what, why, where: match.where };
}

function distinct(matched: readonly Match[]): Match[] {
  return [...new Map(matched.map((match) => [identity(match), match])).values()];
}

function identity({ where, what, level }: Match): string {
  return `${where}\n${what}\n${level ?? ""}`;
}
