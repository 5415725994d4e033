import { arrivalsOfADay } from "./arrivals";
import { backlogScaling, cpuScaling, fixedSteps, type ScalingRule } from "./scaling-rule";
import { type DayResult, simulatedDay } from "./simulated-day";

/** What the service of the comparison has to do. */
export const GOAL = {
  acceptableLatencySeconds: 300,
  secondsPerMessage: 10,
  messagesAtOnce: 10,
  maximumTasks: 40,
  taskStartSeconds: 60,
} as const;

/** The day that is plotted, and that the table is of. */
export const SEED = 1;

/** One day under the rule of `WorkerService`, and under those that others use. */
export function comparedDays(seed: number): readonly DayResult[] {
  const rules: readonly ScalingRule[] = [backlogScaling(GOAL, 0), cpuScaling(), fixedSteps()];
  const props = { ...GOAL, arrivals: arrivalsOfADay(seed), seed };
  return rules.map((rule) => simulatedDay(props, rule));
}

/** The comparison in Markdown's cells. */
export function comparedRows(days: readonly DayResult[]): readonly (readonly string[])[] {
  return days.map(({ rule, withinLatency, longestWaitSeconds, endedAtWork, oscillations, taskHours }) => [
    rule,
    `${(100 * withinLatency).toFixed(2)} %`,
    `${longestWaitSeconds} s`,
    String(endedAtWork),
    String(oscillations),
    taskHours.toFixed(0),
  ]);
}

export const COLUMNS = [
  "rule",
  "of the day within 300 s",
  "longest wait",
  "tasks ended at work",
  "oscillations",
  "task hours",
];
