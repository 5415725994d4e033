import { HEALTH_CHECK_DEFAULTS } from "../../aws/ecs/container-defaults";
import { HEALTH_CHECK_LIMITS, HEALTH_CHECK_START_PERIOD_SECONDS } from "../../aws/ecs/container-limits";
import { problem } from "../../aws/messages";
import { both, list, type Rule, type RulesOf, range, required, rule, shape } from "../validation/rules";

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
  intervalSeconds: range(HEALTH_CHECK_LIMITS.intervalSeconds),
  timeoutSeconds: range(HEALTH_CHECK_LIMITS.timeoutSeconds),
  retries: range(HEALTH_CHECK_LIMITS.retries),
  startPeriodSeconds: range(HEALTH_CHECK_START_PERIOD_SECONDS),
};

/** What a shell would take for more than words of a program. */
const SHELL_WORD = /^(?:\|\|?|&&?|;|exit|>>?|<|2>(?:&1|\/dev\/null))$/;

export const healthCheckRule: Rule = both(shape<HealthCheck>(rules), (value, at) => {
  const { command } = value as HealthCheck;
  const [kind, ...words] = command;
  const place = `${at}.command`;
  if (kind === "CMD") {
    const shellWord = words.find((word) => SHELL_WORD.test(word));
    if (shellWord === undefined) return [];
    return [
      problem(place, "be words of one program after CMD", shellWord, 'no shell reads them: use ["CMD-SHELL", "…"]'),
    ];
  }
  if (kind !== "CMD-SHELL") return [problem(place, "start with CMD or CMD-SHELL", kind)];
  if (words.length < 2) return [];
  const remedy = `write it as one: ["CMD-SHELL", "${words.join(" ")}"]`;
  return [problem(place, "have one string after CMD-SHELL", words, remedy)];
});

/** With the defaults written out, as AWS reads them back: a plan stays quiet. */
export function renderHealthCheck(check: HealthCheck): object {
  return {
    command: check.command,
    interval: check.intervalSeconds ?? HEALTH_CHECK_DEFAULTS.interval,
    retries: check.retries ?? HEALTH_CHECK_DEFAULTS.retries,
    startPeriod: check.startPeriodSeconds,
    timeout: check.timeoutSeconds ?? HEALTH_CHECK_DEFAULTS.timeout,
  };
}
