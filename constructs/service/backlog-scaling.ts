import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { Construct } from "constructs";
import { type BacklogRule, backlogRule } from "../../aws/ecs/backlog-scaling";
import { problem } from "../../aws/messages";
import type { QueueAccess } from "../queue/queue-access";
import { integer, list, type Rule, required, rule, shape } from "../validation/rules";
import { backlogPerTask, backlogWithoutTasks, MAXIMUM_QUEUES, type MeasuredService } from "./backlog-metrics";

/**
 * How many tasks there are: as many as it takes that no message waits longer than the latency wanted.
 *
 * Needs Container Insights on the cluster, which counts the tasks. Without it every backlog is held for one task's: more
 * tasks are started than needed, up to the maximum.
 */
export interface BacklogScalingProps {
  /** The queues the task works through, one to four. */
  readonly queues: readonly QueueAccess[];
  /** How long a message may wait before somebody works on it, from 60 seconds; what takes less is no queue's work. */
  readonly acceptableLatencySeconds: number;
  /** What the work on one message takes on average, in seconds; above 0, and 43,200 at most. */
  readonly secondsPerMessage: number;
  /** How many messages one task works on at once, 1 to 1,000. @default 1 */
  readonly messagesAtOnce?: number;
  /** The fewest tasks, 0 to 5,000. @default 0: an idle service costs nothing, and its first message waits for a task to start */
  readonly minimumTasks?: number;
  /** The most tasks, 1 to 5,000. */
  readonly maximumTasks: number;
  /** What a new task takes from being asked for until it works, 1 to 3,600 seconds. @default 60 */
  readonly taskStartSeconds?: number;
}

interface BacklogScalingInternalProps extends BacklogScalingProps {
  readonly clusterName: string;
  readonly serviceName: string;
  readonly service: EcsService;
}

const SERVICE = { serviceNamespace: "ecs", scalableDimension: "ecs:service:DesiredCount" } as const;
const DEFAULTS = { messagesAtOnce: 1, minimumTasks: 0, taskStartSeconds: 60 } as const;

/** Target tracking on the backlog per task, and an alarm that starts the first tasks where there are none. */
export class BacklogScaling extends Construct {
  constructor(scope: Construct, id: string, given: BacklogScalingInternalProps) {
    super(scope, id);
    const props = { ...DEFAULTS, ...given };
    const { clusterName, serviceName, minimumTasks, maximumTasks } = props;
    const scalable = { ...SERVICE, resourceId: `service/${clusterName}/${serviceName}` };
    const rule = backlogRule(props);
    const measured = { clusterName, serviceName, queueNames: queueNames(props.queues) };
    const target = new AppautoscalingTarget(this, "Default", {
      ...scalable,
      minCapacity: minimumTasks,
      maxCapacity: maximumTasks,
      dependsOn: [props.service],
    });
    new AppautoscalingPolicy(this, "backlog", {
      ...scalable,
      name: `${serviceName}-backlog`,
      policyType: "TargetTrackingScaling",
      targetTrackingScalingPolicyConfiguration: {
        targetValue: rule.targetPerTask,
        scaleOutCooldown: rule.scaleOutCooldownSeconds,
        scaleInCooldown: rule.scaleInCooldownSeconds,
        customizedMetricSpecification: { metrics: backlogPerTask(measured, rule) },
      },
      dependsOn: [target],
    });
    if (minimumTasks === 0) this.addFirstTasks(measured, rule, target);
  }

  /** Where there is no task there is nothing that target tracking could multiply. */
  private addFirstTasks(measured: MeasuredService, rule: BacklogRule, target: AppautoscalingTarget): void {
    const { clusterName, serviceName } = measured;
    const { firstSteps, scaleOutCooldownSeconds } = rule;
    const policy = new AppautoscalingPolicy(this, "first_tasks", {
      ...SERVICE,
      resourceId: `service/${clusterName}/${serviceName}`,
      name: `${serviceName}-first-tasks`,
      policyType: "StepScaling",
      stepScalingPolicyConfiguration: {
        adjustmentType: "ChangeInCapacity",
        metricAggregationType: "Maximum",
        cooldown: scaleOutCooldownSeconds,
        stepAdjustment: firstSteps.map(({ fromMessages, tasks }, index) => ({
          // Bounds are distances from the alarm's threshold, which is one message.
          metricIntervalLowerBound: String(fromMessages - 1),
          metricIntervalUpperBound: distance(firstSteps[index + 1]?.fromMessages),
          scalingAdjustment: tasks,
        })),
      },
      dependsOn: [target],
    });
    new CloudwatchMetricAlarm(this, "first_message", {
      alarmName: `${serviceName}-first-message`,
      alarmDescription: `Messages wait for ${serviceName}, which has no task`,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
      alarmActions: [policy.arn],
      metricQuery: backlogWithoutTasks(measured),
    });
  }
}

function distance(fromMessages: number | undefined): string | undefined {
  return fromMessages === undefined ? undefined : String(fromMessages - 1);
}

function queueNames(queues: readonly QueueAccess[] | undefined): readonly string[] {
  return Array.isArray(queues) ? queues.map((queue) => String(queue?.queueName)) : [];
}

const queueRule = rule((value) => typeof Object(value).queueName === "string", "be a Queue");
const seconds = rule(
  (value) => typeof value === "number" && value > 0 && value <= 43_200,
  "be a number above 0, and 43200 at most",
);
const members = shape<BacklogScalingProps>({
  queues: required(list(queueRule, 1, MAXIMUM_QUEUES)),
  acceptableLatencySeconds: required(integer(60, 1_209_600)),
  secondsPerMessage: required(seconds),
  messagesAtOnce: integer(1, 1_000),
  minimumTasks: integer(0, 5_000),
  maximumTasks: required(integer(1, 5_000)),
  taskStartSeconds: integer(1, 3_600),
});

/** The rules for how a service is scaled. */
export const backlogScalingRule: Rule = (value, at) => {
  const { minimumTasks = DEFAULTS.minimumTasks, maximumTasks } = Object(value) as Partial<BacklogScalingProps>;
  const contrary = typeof maximumTasks === "number" && minimumTasks > maximumTasks;
  return [
    ...members(value, at),
    ...(contrary ? [problem(`${at}.minimumTasks`, `be at most maximumTasks, ${maximumTasks}`, minimumTasks)] : []),
  ];
};
