/** What is wanted of a service that works through queues. */
export interface BacklogGoal {
  /** How long a message may wait before somebody works on it, in seconds. */
  readonly acceptableLatencySeconds: number;
  /** What the work on a message takes on average, in seconds. */
  readonly secondsPerMessage: number;
  /** How many messages one task works on at once. */
  readonly messagesAtOnce: number;
  /** What a new task takes until it works, in seconds. */
  readonly taskStartSeconds: number;
  readonly maximumTasks: number;
}

/** One step of the rule that starts the first tasks: from this many waiting messages on, this many tasks. */
export interface FirstStep {
  readonly fromMessages: number;
  readonly tasks: number;
}

/** The rule as Application Auto Scaling takes it. */
export interface BacklogRule {
  /** The backlog a task may have: what it works off within the latency, and never less than what it takes at once. */
  readonly targetPerTask: number;
  /**
   * What a message in work weighs beside one that waits: the target spread over what a task works on at once, so that tasks
   * that are all busy and have nothing waiting are exactly on target.
   */
  readonly inWorkWeight: number;
  /** How many tasks a backlog starts where there are none. */
  readonly firstSteps: readonly FirstStep[];
  readonly scaleOutCooldownSeconds: number;
  readonly scaleInCooldownSeconds: number;
}

/** CloudWatch's periods, and what it takes for SQS's and ECS's figures to arrive there. */
const METRIC_DELAY_SECONDS = 120;
/** Long enough that a wave's end is told from a pause between two bursts. */
const SCALE_IN_COOLDOWN_SECONDS = 300;
/**
 * Target tracking acts after three minutes above its target. What piles up meanwhile waits too, so that only this part of the
 * latency is planned for.
 */
const PLANNED_SHARE = 0.5;

/**
 * Scaling by backlog per task: the target is what one task can work off within the latency.
 * Source: Application Auto Scaling user guide, target tracking with metric math.
 */
export function backlogRule(goal: BacklogGoal): BacklogRule {
  const { acceptableLatencySeconds, secondsPerMessage, messagesAtOnce, taskStartSeconds, maximumTasks } = goal;
  const withinLatency = (messagesAtOnce * acceptableLatencySeconds * PLANNED_SHARE) / secondsPerMessage;
  const targetPerTask = rounded(Math.max(withinLatency, messagesAtOnce));
  return {
    targetPerTask,
    inWorkWeight: rounded(targetPerTask / messagesAtOnce),
    firstSteps: firstSteps(targetPerTask, maximumTasks),
    scaleOutCooldownSeconds: taskStartSeconds + METRIC_DELAY_SECONDS,
    scaleInCooldownSeconds: SCALE_IN_COOLDOWN_SECONDS,
  };
}

/** Doubled from step to step: a burst onto nothing starts half of what it needs at least, and ten steps reach a thousand. */
function firstSteps(targetPerTask: number, maximumTasks: number): readonly FirstStep[] {
  const steps: FirstStep[] = [{ fromMessages: 1, tasks: 1 }];
  for (let tasks = 2; tasks <= maximumTasks && steps.length < 20; tasks *= 2) {
    const fromMessages = Math.ceil((tasks - 1) * targetPerTask) + 1;
    steps.push({ fromMessages, tasks });
  }
  return steps;
}

/** Three digits say enough, and a number that goes on for ever is no use in a plan. */
function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
