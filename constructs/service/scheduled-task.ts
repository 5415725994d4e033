import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { Lazy } from "cdktf";
import { Construct } from "constructs";
import { problem } from "../../aws/messages";
import { dependencyOf } from "../environment/addresses";
import { placeOf } from "../environment/place-of";
import { Queue } from "../queue/queue";
import type { QueueAccess } from "../queue/queue-access";
import { Role } from "../roles/role";
import { boolean, checkMembers, integer, matching, type RulesOf, required, rule } from "../validation/rules";
import { addProblems } from "../validation/validation-error";
import { scheduleExpressionRule, timeZoneRule } from "./schedule-expression";
import { scheduleRoleStatements, schedulerTrust } from "./schedule-role";
import {
  clusterArn,
  knownCluster,
  networkConfiguration,
  placementDependables,
  placementProblems,
  placementRules,
  type TaskPlacementProps,
} from "./task-placement";

/** Which task runs when, and where. */
export interface ScheduledTaskProps extends TaskPlacementProps {
  /** The schedule's name. 1 to 64 letters, digits, `_`, `.` or `-`. */
  readonly scheduleName: string;
  /** When: `cron(0 5 * * ? *)`, `rate(5 minutes)` or `at(2030-01-01T00:00:00)`. */
  readonly scheduleExpression: string;
  /** The time zone that cron and at expressions are read in, by its name in the IANA database. @default "UTC" */
  readonly timeZone?: string;
  /** Within how many minutes of its time the task may start, 1 to 1,440. @default - at its time, to the minute */
  readonly flexibleWindowMinutes?: number;
  /** The schedule group, which exists already. @default "default" */
  readonly groupName?: string;
  /** How many tasks are run, 1 to 10. @default 1 */
  readonly taskCount?: number;
  /** Whether the schedule runs. @default true */
  readonly enabled?: boolean;
  /** How often a start that fails is tried again, 0 to 185 times. @default 185, Scheduler's own */
  readonly retryAttempts?: number;
  /** For how long a start that fails is tried again, 60 to 86,400 seconds. @default 86400, Scheduler's own */
  readonly retrySeconds?: number;
  /** Where starts go that failed for good; a standard queue. @default - one of its own, `<scheduleName>-dead-letter` */
  readonly deadLetterQueue?: QueueAccess;
  /**
   * Whether tasks carry the tags of the task definition. Grants the schedule's role `ecs:TagResource` while it runs tasks.
   * @default true
   */
  readonly propagateTags?: boolean;
}

/** Fourteen days, SQS's longest: a start that failed on a Friday is still there after the holidays. */
const DEAD_LETTER_RETENTION_SECONDS = 1_209_600;

/**
 * A task that runs at its time: EventBridge Scheduler runs it, under a role that may run this family on this cluster, hand
 * over its two roles, and send starts that failed to the dead-letter queue; nothing else.
 */
export class ScheduledTask extends Construct {
  /** The role EventBridge Scheduler uses. */
  readonly role: Role;
  /** Where starts go that failed for good. */
  readonly deadLetterQueue: QueueAccess;
  /** The schedule as Terraform knows it. */
  readonly resource: SchedulerSchedule;

  constructor(scope: Construct, id: string, given: ScheduledTaskProps) {
    super(scope, id);
    const props = given ?? ({} as ScheduledTaskProps);
    const { taskDefinition, scheduleName, groupName = "default", flexibleWindowMinutes } = props;
    const place = placeOf(this);
    const cluster = clusterArn(place, knownCluster(props));
    this.deadLetterQueue = props.deadLetterQueue ?? this.createDeadLetterQueue(scheduleName);
    this.role = new Role(
      this,
      "role",
      {
        roleName: `${scheduleName}-schedule-role`,
        description: `EventBridge Scheduler uses it to run ${taskDefinition?.family}`,
      },
      schedulerTrust(place, groupName),
    );
    this.role.addStatements(
      ...scheduleRoleStatements({
        place,
        cluster,
        task: taskDefinition?.deployment,
        propagatesTags: props.propagateTags !== false,
        deadLetterQueue: this.deadLetterQueue,
      }).map((statement) => ({ ...statement, because: [`schedule ${scheduleName}`] })),
    );
    this.resource = new SchedulerSchedule(this, "Default", {
      name: scheduleName,
      groupName,
      description: `Runs ${taskDefinition?.family}`,
      scheduleExpression: props.scheduleExpression,
      scheduleExpressionTimezone: props.timeZone ?? "UTC",
      state: props.enabled === false ? "DISABLED" : "ENABLED",
      flexibleTimeWindow:
        flexibleWindowMinutes === undefined
          ? { mode: "OFF" }
          : { mode: "FLEXIBLE", maximumWindowInMinutes: flexibleWindowMinutes },
      target: {
        arn: cluster,
        roleArn: this.role.arn,
        deadLetterConfig: { arn: this.deadLetterQueue.arn },
        retryPolicy: {
          maximumRetryAttempts: props.retryAttempts ?? 185,
          maximumEventAgeInSeconds: props.retrySeconds ?? 86_400,
        },
        ecsParameters: {
          // The revision that was reviewed, and not whichever is newest.
          taskDefinitionArn: taskDefinition?.arn,
          taskCount: props.taskCount ?? 1,
          launchType: taskDefinition?.launchType,
          networkConfiguration: networkConfiguration(props),
          enableExecuteCommand: taskDefinition?.allowsExecuteCommand ?? false,
          enableEcsManagedTags: true,
          propagateTags: props.propagateTags === false ? undefined : "TASK_DEFINITION",
        },
      },
    });
    // The role's ARN is composed, so that Terraform has to be told what comes first.
    this.resource.dependsOn = Lazy.listValue({
      produce: () =>
        [...this.role.dependables, ...placementDependables(props)].map((element) =>
          dependencyOf(element, this.resource.cdktfStack),
        ),
    });
    addProblems(this, () => [
      ...checkMembers(props, scheduledTaskRules),
      ...placementProblems(props),
      ...queueProblems(props),
    ]);
  }

  private createDeadLetterQueue(scheduleName: string): Queue {
    return new Queue(this, "dead_letter", {
      queueName: `${scheduleName}-dead-letter`,
      retentionSeconds: DEAD_LETTER_RETENTION_SECONDS,
      noDeadLetterQueueBecause: "it is one itself",
    });
  }
}

const scheduledTaskRules: RulesOf<ScheduledTaskProps> = {
  ...placementRules,
  scheduleName: required(
    matching(/^[\w.-]{1,50}$/, "be 1 to 50 letters, digits, _ . or -", "its role is named after it"),
  ),
  scheduleExpression: required(scheduleExpressionRule),
  timeZone: timeZoneRule,
  flexibleWindowMinutes: integer(1, 1_440),
  groupName: matching(/^[\w.-]{1,64}$/, "be a schedule group's name of 1 to 64 letters, digits, _ . or -"),
  taskCount: integer(1, 10),
  enabled: boolean,
  retryAttempts: integer(0, 185),
  retrySeconds: integer(60, 86_400),
  deadLetterQueue: rule((value) => typeof Object(value).queueName === "string", "be a Queue"),
  propagateTags: boolean,
};

function queueProblems({ deadLetterQueue }: ScheduledTaskProps): readonly string[] {
  const name = deadLetterQueue?.queueName;
  if (!name?.endsWith(".fifo")) return [];
  return [problem("deadLetterQueue", "be a standard queue", name, "EventBridge Scheduler sends to no FIFO queue")];
}
