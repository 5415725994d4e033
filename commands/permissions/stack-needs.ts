import { formatArn } from "../../aws/arn";
import { needsOf } from "../../aws/ecs/needs";
import type { TaskNeeds } from "../../aws/ecs/needs/need";
import { dnsSuffixOf } from "../../aws/partition";
import { referredServices, taskForm } from "../../review/task/task-form";
import { addressOf, documentOf, resourcesOf, type StackJson } from "./stack-json";
import { locationOf } from "./stack-location";

/** What a task definition of a stack needs, as far as its JSON says. */
export interface TaskOfStack extends TaskNeeds {
  readonly address: string;
  /** As the stack writes them, an ARN or an expression; or a name, where a plan knows no more. */
  readonly executionRole: string;
  readonly taskRole: string;
}

/** What the task definitions of a stack need. Whether ECS Exec is used is the service's to say: it is taken to be. */
export function tasksOf(stack: StackJson): readonly TaskOfStack[] {
  const location = locationOf(stack);
  return resourcesOf(stack, "aws_ecs_task_definition").map(([name, task]) => {
    const containers = documentOf(task.container_definitions);
    const context = {
      location: { ...location, dnsSuffix: dnsSuffixOf(location.partition) },
      services: referredServices(containers),
      executeCommand: {},
    };
    return {
      address: addressOf("aws_ecs_task_definition", name),
      executionRole: String(task.execution_role_arn ?? task["//"]?.referredRoles?.execution),
      taskRole: String(task.task_role_arn ?? task["//"]?.referredRoles?.task),
      ...needsOf(taskForm(task, containers), context),
    };
  });
}

/** The queues of a stack: what to call each, and its ARN. */
export function queuesOf(stack: StackJson): readonly { readonly what: string; readonly arn: string }[] {
  const location = locationOf(stack);
  return resourcesOf(stack, "aws_sqs_queue").map(([name, { name: queueName }]) => ({
    what: `queue ${name}`,
    arn: formatArn({ ...location, service: "sqs", resource: String(queueName) }),
  }));
}
