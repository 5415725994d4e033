const IS_FULL_SECRET = 'can(regex("-[A-Za-z0-9]{6}$", arn))';
/** Account, region and repository of an image in a private ECR repository. */
const ECR_IMAGE = '"^([0-9]{12})\\\\.dkr\\\\.ecr\\\\.([a-z0-9-]+)\\\\.[^/]+/([^:@]+)"';

/** What a stack works out when it is synthesized, worked out by Terraform. */
export const LOCALS: Readonly<Record<string, string>> = {
  account: "data.aws_caller_identity.current_identity.account_id",
  region: "data.aws_region.current_region.id",
  partition: "data.aws_partition.current_partition.partition",
  dns_suffix: "data.aws_partition.current_partition.dns_suffix",
  family: 'var.family == null ? "${var.service}-${var.environment}" : var.family',
  log_group_name: '"/ecs/${local.family}"',

  queue_base_names: '{ for key, q in var.queues : key => q.name == null ? "${var.environment}-${key}" : q.name }',
  queue_names: '{ for key, q in var.queues : key => "${local.queue_base_names[key]}${q.fifo ? ".fifo" : ""}" }',
  dead_letter_queue_names:
    '{ for key, q in var.queues : key => "${local.queue_base_names[key]}-dead-letter${q.fifo ? ".fifo" : ""}" if q.dead_letter_queue }',
  queue_arns:
    '{ for key, name in local.queue_names : key => "arn:${local.partition}:sqs:${local.region}:${local.account}:${name}" }',
  dead_letter_queue_arns:
    '{ for key, name in local.dead_letter_queue_names : key => "arn:${local.partition}:sqs:${local.region}:${local.account}:${name}" }',
  consumed_queue_arns: "sort([for key, q in var.queues : local.queue_arns[key] if q.consume])",
  sent_queue_arns: "sort([for key, q in var.queues : local.queue_arns[key] if q.send])",

  repository_arns: `sort(distinct([for c in var.containers : format("arn:%s:ecr:%s:%s:repository/%s", local.partition, regex(${ECR_IMAGE}, c.image)[1], regex(${ECR_IMAGE}, c.image)[0], regex(${ECR_IMAGE}, c.image)[2]) if can(regex(${ECR_IMAGE}, c.image))]))`,
  secret_arns_by_container:
    '{ for name, c in var.containers : name => { for variable, value in c.secrets : variable => startswith(value, "arn:") ? value : "arn:${local.partition}:ssm:${local.region}:${local.account}:parameter/${trimprefix(value, "/")}" } }',
  secret_arns: "flatten([for name, arns in local.secret_arns_by_container : values(arns)])",
  parameter_arns: 'sort(distinct([for arn in local.secret_arns : arn if strcontains(arn, ":ssm:")]))',
  parameter_path_arns:
    'var.parameter_path == null ? [] : ["arn:${local.partition}:ssm:${local.region}:${local.account}:parameter${var.parameter_path}"]',
  any_key_arn: '"arn:${local.partition}:kms:${local.region}:${local.account}:key/*"',
  secrets_manager_arns: `sort(distinct([for arn in [for value in local.secret_arns : join(":", slice(split(":", value), 0, 7)) if strcontains(value, ":secretsmanager:")] : ${IS_FULL_SECRET} ? arn : "\${arn}-??????"]))`,
};
