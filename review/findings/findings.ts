import { type Finding, LEVELS } from "../report/report";
import { RULES } from "./all-rules";
import type { Match, PlanState, PlanTransition, Rule, StateRule } from "./rule";

export interface States {
  readonly before: PlanState;
  readonly after: PlanState;
}

/** Gathers what the rules find. Subjects are looked at one by one, so that what their policies say need not be kept. */
export class Findings {
  private readonly found: ReadonlyMap<Rule, Map<string, Match>> = new Map(RULES.map((rule) => [rule, new Map()]));

  /** What is so after and was not before. */
  lookAtStates({ before, after }: States): void {
    for (const rule of RULES) {
      if (!("state" in rule)) continue;
      const matches = rule.state(after);
      if (matches.length > 0) this.add(rule, newMatches(rule, matches, before));
    }
  }

  /** What happens. */
  lookAtTransition(transition: PlanTransition): void {
    for (const rule of RULES) if ("transition" in rule) this.add(rule, rule.transition(transition));
  }

  /** The gravest first. */
  all(): Finding[] {
    const findings = [...this.found].flatMap(([rule, matches]) =>
      [...matches.values()].map((match) => finding(rule, match)),
    );
    return findings.sort((a, b) => LEVELS.indexOf(b.level) - LEVELS.indexOf(a.level));
  }

  private add(rule: Rule, matches: readonly Match[]): void {
    for (const match of matches) this.found.get(rule)?.set(identity(match), match);
  }
}

function newMatches(rule: StateRule, matches: readonly Match[], before: PlanState): readonly Match[] {
  const known = new Set(rule.state(before).map(identity));
  return matches.filter((match) => !known.has(identity(match)));
}

function finding({ id, level, why }: Rule, match: Match): Finding {
  return { id, level: match.level ?? level, what: match.what, why, where: match.where };
}

function identity({ where, what, level }: Match): string {
  return `${where}\n${what}\n${level ?? ""}`;
}
