import { problem } from "../../aws/messages";
import { integer, list, type Rule, type RulesOf, required, rule, shape } from "../validation/rules";

/** How ECS finds out whether a container works. Source of the ranges: ECS API reference, HealthCheck. */
export interface HealthCheck {
  /** `["CMD", …]` runs a program, `["CMD-SHELL", "…"]` a command line; exit code 0 means healthy. */
  readonly command: readonly string[];
  /** 5 to 300 seconds. @default 30 */
  readonly intervalSeconds?: number;
  /** 2 to 60 seconds. @default 5 */
  readonly timeoutSeconds?: number;
  /** 1 to 10. @default 3 */
  readonly retries?: number;
  /** Failures in the first 0 to 300 seconds do not count. @default - none */
  readonly startPeriodSeconds?: number;
}

const rules: RulesOf<HealthCheck> = {
  command: required(
    list(
      rule((word) => typeof word === "string", "be a string"),
      2,
    ),
  ),
  intervalSeconds: integer(5, 300),
  timeoutSeconds: integer(2, 60),
  retries: integer(1, 10),
  startPeriodSeconds: integer(0, 300),
};

export const healthCheckRule: Rule = (value, at) => {
  const [kind] = (value as HealthCheck | undefined)?.command ?? ["CMD"];
  const known = kind === "CMD" || kind === "CMD-SHELL";
  return [
    ...shape<HealthCheck>(rules)(value, at),
    ...(known ? [] : [problem(`${at}.command`, "start with CMD or CMD-SHELL", kind)]),
  ];
};

/** With the defaults written out, as AWS reads them back: a plan stays quiet. */
export function renderHealthCheck(check: HealthCheck | undefined): object | undefined {
  if (!check) return undefined;
  return {
    command: check.command,
    interval: check.intervalSeconds ?? 30,
    retries: check.retries ?? 3,
    startPeriod: check.startPeriodSeconds,
    timeout: check.timeoutSeconds ?? 5,
  };
}
