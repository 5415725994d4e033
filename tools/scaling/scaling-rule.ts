import { type BacklogGoal, type BacklogRule, backlogRule } from "../../aws/ecs/backlog-scaling";

/** What CloudWatch knows of one minute. A queue that has been silent for long has no figures yet. */
export interface Minute {
  readonly waiting: number | undefined;
  readonly inWork: number | undefined;
  readonly running: number;
  readonly desired: number;
  /** The share of what running tasks can do that they do, 0 to 1. */
  readonly busy: number;
}

/** Says each minute how many tasks are wanted, from the minutes that CloudWatch has the figures of; the newest is last. */
export interface ScalingRule {
  readonly name: string;
  readonly minimumTasks: number;
  /** Whether tasks are protected while they work. */
  readonly isProtected: boolean;
  decide(known: readonly Minute[], desired: number, second: number): number;
}

/** Target tracking's own alarms: above the target for 3 minutes, below nine tenths of it for 15. */
const HIGH_MINUTES = 3;
const LOW_MINUTES = 15;
const LOW_SHARE = 0.9;

interface TrackingProps {
  readonly target: number;
  readonly metric: (minute: Minute) => number | undefined;
  readonly scaleOutCooldownSeconds: number;
  readonly scaleInCooldownSeconds: number;
}

/** Target tracking as Application Auto Scaling documents it. Source: its user guide, target tracking, cooldown periods. */
class TargetTracking {
  private scaledOutAt = Number.NEGATIVE_INFINITY;
  private scaledInAt = Number.NEGATIVE_INFINITY;
  /** What the capacity was when the scale-out began whose cooldown runs: what it added counts in the next one. */
  private base = 0;

  constructor(private readonly props: TrackingProps) {}

  decide(known: readonly Minute[], desired: number, second: number): number {
    const { target, metric, scaleOutCooldownSeconds, scaleInCooldownSeconds } = this.props;
    const figures = known.slice(-LOW_MINUTES).map(metric);
    const newest = figures.at(-1);
    if (newest === undefined) return desired;
    const high = figures.slice(-HIGH_MINUTES);
    if (high.length === HIGH_MINUTES && high.every((figure) => (figure ?? 0) > target)) {
      const cooling = second - this.scaledOutAt < scaleOutCooldownSeconds;
      const wanted = Math.ceil(((cooling ? this.base : desired) * newest) / target);
      if (wanted <= desired) return desired;
      if (!cooling) this.base = desired;
      this.scaledOutAt = second;
      return wanted;
    }
    const low = figures.length === LOW_MINUTES && figures.every((figure) => (figure ?? 0) < target * LOW_SHARE);
    if (!low || second - Math.max(this.scaledInAt, this.scaledOutAt) < scaleInCooldownSeconds) return desired;
    this.scaledInAt = second;
    return Math.ceil((desired * newest) / target);
  }
}

/** The rule that `WorkerService` makes. */
export function backlogScaling(goal: BacklogGoal, minimumTasks: number): ScalingRule {
  const rule = backlogRule(goal);
  const tracking = new TargetTracking({
    target: rule.targetPerTask,
    metric: ({ waiting = 0, inWork = 0, running }) => (waiting + rule.inWorkWeight * inWork) / Math.max(running, 1),
    scaleOutCooldownSeconds: rule.scaleOutCooldownSeconds,
    scaleInCooldownSeconds: rule.scaleInCooldownSeconds,
  });
  let firstAt = Number.NEGATIVE_INFINITY;
  return {
    name: "backlog per task",
    minimumTasks,
    isProtected: true,
    decide: (known, desired, second) => {
      const tracked = tracking.decide(known, desired, second);
      const first = firstTasks(rule, known.at(-1));
      if (first === 0 || second - firstAt < rule.scaleOutCooldownSeconds) return tracked;
      firstAt = second;
      return Math.max(tracked, desired + first);
    },
  };
}

function firstTasks({ firstSteps }: BacklogRule, newest: Minute | undefined): number {
  if (newest === undefined || newest.desired > 0) return 0;
  return firstSteps.filter(({ fromMessages }) => (newest.waiting ?? 0) >= fromMessages).at(-1)?.tasks ?? 0;
}

/** Scaling on CPU, as most services do: a worker that waits for others is at 70 % when it can do no more. */
export function cpuScaling(): ScalingRule {
  const tracking = new TargetTracking({
    target: 50,
    metric: ({ busy, running }) => (running === 0 ? undefined : 70 * busy),
    scaleOutCooldownSeconds: 60,
    scaleInCooldownSeconds: 300,
  });
  const decide = tracking.decide.bind(tracking);
  return { name: "CPU at 50 %", minimumTasks: 1, isProtected: false, decide };
}

/** Fixed steps on the length of the queue, as examples have them: two more above 100 messages, one less below 10. */
export function fixedSteps(): ScalingRule {
  let changedAt = Number.NEGATIVE_INFINITY;
  const decide = (known: readonly Minute[], desired: number, second: number) => {
    const waiting = known.at(-1)?.waiting ?? 0;
    if (second - changedAt < 60 || (waiting >= 10 && waiting <= 100)) return desired;
    changedAt = second;
    return waiting > 100 ? desired + 2 : desired - 1;
  };
  return { name: "fixed steps", minimumTasks: 1, isProtected: false, decide };
}
