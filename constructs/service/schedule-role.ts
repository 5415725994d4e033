import type { Deployment } from "../../aws/ecs/deployer-statements";
import { keyStatement } from "../../aws/kms";
import type { Statement } from "../../aws/policy/statement";
import type { Place } from "../environment/place";
import type { QueueAccess } from "../queue/queue-access";

/**
 * Who may assume a schedule's role: EventBridge Scheduler, for schedules of this group of this account.
 * Source: EventBridge Scheduler user guide, confused deputy prevention.
 */
export function schedulerTrust(place: Place, groupName: string): Statement {
  return {
    sid: "AllowScheduler",
    principal: { Service: "scheduler.amazonaws.com" },
    actions: ["sts:AssumeRole"],
    conditions: {
      StringEquals: {
        "aws:SourceAccount": place.account,
        "aws:SourceArn": place.arn("scheduler", `schedule-group/${groupName}`),
      },
    },
  };
}

interface ScheduledRun {
  readonly place: Place;
  readonly cluster: string;
  readonly task: Deployment | undefined;
  readonly propagatesTags: boolean;
  readonly deadLetterQueue: QueueAccess;
}

/**
 * What it takes to run a family's revisions on a cluster, and to keep starts that failed.
 * Sources: ECS developer guide, CWE_IAM_role; EventBridge Scheduler user guide, dead-letter queues.
 */
export function scheduleRoleStatements(run: ScheduledRun): readonly Statement[] {
  const { place, cluster, task, propagatesTags, deadLetterQueue } = run;
  if (!task) return [];
  return [
    {
      sid: "ECSRunTask",
      actions: ["ecs:RunTask"],
      resources: [place.arn("ecs", `task-definition/${task.family}:*`)],
      conditions: { ArnEquals: { "ecs:cluster": cluster } },
    },
    {
      sid: "PassTaskRoles",
      actions: ["iam:PassRole"],
      resources: [task.executionRoleArn, task.taskRoleArn],
      conditions: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    },
    ...(propagatesTags ? [tagTasks(place, cluster)] : []),
    { sid: "SQSKeepFailedStarts", actions: ["sqs:SendMessage"], resources: [deadLetterQueue.arn] },
    ...keyStatements(place, deadLetterQueue),
  ];
}

/** Tags that a task gets as it is run are authorised by themselves. */
function tagTasks(place: Place, cluster: string): Statement {
  return {
    sid: "ECSTagTasks",
    actions: ["ecs:TagResource"],
    resources: [place.arn("ecs", `task/${cluster.split("/").at(-1)}/*`)],
    conditions: { StringEquals: { "ecs:CreateAction": "RunTask" } },
  };
}

function keyStatements(place: Place, { key }: QueueAccess): readonly Statement[] {
  if (!key) return [];
  const viaService = `sqs.${place.region}.${place.dnsSuffix}`;
  return [
    keyStatement("KMSKeepFailedStarts", ["kms:Decrypt", "kms:GenerateDataKey"], key.reference, place, { viaService }),
  ];
}
