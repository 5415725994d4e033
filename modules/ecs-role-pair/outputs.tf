output "execution_role_arn" {
  description = "The role ECS uses to start the task."
  value       = local.execution_role_arn
  depends_on  = [aws_iam_role.execution_role, aws_iam_role_policy.execution_role_policy]
}

output "execution_role_name" {
  description = "Its name, to attach more to it."
  value       = local.execution_role_name
  depends_on  = [aws_iam_role.execution_role]
}

output "task_role_arn" {
  description = "The role the application uses."
  value       = local.task_role_arn
  depends_on  = [aws_iam_role.task_role, aws_iam_role_policy.task_role_policy]
}

output "task_role_name" {
  description = "Its name, to attach more to it."
  value       = local.task_role_name
  depends_on  = [aws_iam_role.task_role]
}

output "task_definition_family" {
  description = "The family of the task definition."
  value       = local.family
}

output "task_definition_arn" {
  description = "The task definition's newest revision; null if the module does not register it."
  value       = one(concat(aws_ecs_task_definition.task[*].arn, aws_ecs_task_definition.task_deployed_elsewhere[*].arn))
}

output "container_definitions" {
  description = "The container definitions as JSON."
  value       = local.container_definitions
}

output "queue_urls" {
  description = "The queues' URLs by key, those of existing_queues too. Composed of names: the module's own containers may refer to it, and under for_each take `queue_url_variables`."
  value       = local.queue_urls
}

output "queue_arns" {
  description = "The queues' ARNs, by key. Composed of names."
  value       = local.queue_arns
  depends_on  = [aws_sqs_queue.queue]
}

output "queue_names" {
  description = "The queues' names, by key."
  value       = { for key, q in local.queues : key => q.name }
  depends_on  = [aws_sqs_queue.queue]
}

output "dead_letter_queue_arns" {
  description = "The dead-letter queues' ARNs, by the keys of their queues. Composed of names."
  value       = local.dead_letter_queue_arns
  depends_on  = [aws_sqs_queue.queue_dead_letter]
}

output "log_group_name" {
  description = "The log group the containers write to."
  value       = local.log_group_name
  depends_on  = [aws_cloudwatch_log_group.log_group]
}

output "remarks" {
  description = "What is to be known and is not wrong: what the containers may need that nobody can derive, and which secret's ARN may be read in two ways."
  value       = local.remarks
}
