export interface Output {
  /** A Terraform expression. */
  readonly value: string;
  readonly description: string;
}

/** The module's outputs: what a stack gives out. */
export const OUTPUTS: Readonly<Record<string, Output>> = {
  execution_role_arn: { value: "aws_iam_role.execution_role.arn", description: "The role ECS uses to start the task." },
  execution_role_name: { value: "aws_iam_role.execution_role.name", description: "Its name, to attach more to it." },
  task_role_arn: { value: "aws_iam_role.task_role.arn", description: "The role the application uses." },
  task_role_name: { value: "aws_iam_role.task_role.name", description: "Its name, to attach more to it." },
  task_definition_family: { value: "local.family", description: "The family of the task definition." },
  task_definition_arn: {
    value: "one(aws_ecs_task_definition.task[*].arn)",
    description: "The task definition's newest revision; null if the module does not register it.",
  },
  container_definitions: { value: "local.container_definitions", description: "The container definitions as JSON." },
  queue_urls: {
    value: "{ for key, queue in aws_sqs_queue.queue : key => queue.url }",
    description: "The queues' URLs, by key.",
  },
  queue_arns: { value: "local.queue_arns", description: "The queues' ARNs, by key." },
  dead_letter_queue_arns: {
    value: "local.dead_letter_queue_arns",
    description: "The dead-letter queues' ARNs, by the keys of their queues.",
  },
  log_group_name: { value: "local.log_group_name", description: "The log group the containers write to." },
};
