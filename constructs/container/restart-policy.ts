import { MOST_IGNORED_EXIT_CODES, RESTART_ATTEMPT_PERIOD_SECONDS } from "../../aws/ecs/container-limits";
import { boolean, integer, list, type RulesOf, range, required, shape } from "../validation/rules";

/** Whether a container that ends is started again without replacing the task. Source of the ranges: ECS API reference, ContainerRestartPolicy. */
export interface RestartPolicy {
  /** Whether it is. */
  readonly enabled: boolean;
  /** Exit codes after which it stays ended; at most 50. @default - none */
  readonly ignoredExitCodes?: readonly number[];
  /** How long it must have run, in seconds from 60 to 1,800, to be started again. @default 300 */
  readonly restartAttemptPeriodSeconds?: number;
}

const rules: RulesOf<RestartPolicy> = {
  enabled: required(boolean),
  ignoredExitCodes: list(integer(0, 255), 0, MOST_IGNORED_EXIT_CODES),
  restartAttemptPeriodSeconds: range(RESTART_ATTEMPT_PERIOD_SECONDS),
};
export const restartPolicyRule = shape<RestartPolicy>(rules);

export function renderRestartPolicy(policy: RestartPolicy): object {
  return {
    enabled: policy.enabled,
    ignoredExitCodes: policy.ignoredExitCodes,
    restartAttemptPeriod: policy.restartAttemptPeriodSeconds,
  };
}
