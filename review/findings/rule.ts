import type { Level } from "../report/report";
import type { PlanState, PlanTransition } from "./reviewed-plan";

/** What a rule has found: where, and what is so. */
export interface Match {
  readonly where: string;
  readonly what: string;
  /** @default - the rule's level */
  readonly level?: Level;
  /** What stays equal however the sentence is worded. @default - the sentence without what AWS's list of actions decides */
  readonly identity?: string;
}

interface RuleText {
  readonly id: string;
  readonly level: Level;
  readonly why: string;
}

/** A rule about how things are: what was so before is not reported again. */
export interface StateRule extends RuleText {
  state(plan: PlanState): readonly Match[];
}

/** A rule about what happens. */
export interface TransitionRule extends RuleText {
  transition(plan: PlanTransition): readonly Match[];
}

export type Rule = StateRule | TransitionRule;
