data "aws_caller_identity" "current" {}

data "aws_region" "current" {}

data "aws_partition" "current" {}

# Where the module was first applied. A plan in which something is to change that the module depends on cannot read the
# data sources above, and what hangs on them would be replaced; this is remembered.
resource "terraform_data" "location" {
  input = {
    account_id = data.aws_caller_identity.current.account_id
    region     = data.aws_region.current.id
    partition  = data.aws_partition.current.partition
    dns_suffix = data.aws_partition.current.dns_suffix
  }

  lifecycle {
    ignore_changes = [input]
  }
}

# Types, defaults and checks: what is wrong with the inputs is said there.
module "inputs" {
  source = "./inputs"

  containers                = var.containers
  queues                    = var.queues
  existing_queues           = var.existing_queues
  volumes                   = var.volumes
  execute_command           = var.execute_command
  execution_role_statements = var.execution_role_statements
  task_role_statements      = var.task_role_statements

  given_containers                = var.containers
  given_queues                    = var.queues
  given_existing_queues           = var.existing_queues
  given_volumes                   = var.volumes
  given_execute_command           = var.execute_command
  given_execution_role_statements = var.execution_role_statements
  given_task_role_statements      = var.task_role_statements

  default_key       = var.kms_key_arn == null ? var.kms_key_alias : var.kms_key_arn
  queue_name_prefix = "${var.service}-${var.environment}-"
  location          = local.location
  task = {
    fargate    = local.fargate
    linux      = local.linux
    network    = var.network_mode
    cpu_units  = var.cpu_units
    memory_mib = var.memory_mib
    queue_keys = concat(keys(var.queues), keys(var.existing_queues))
  }
}

locals {
  location   = terraform_data.location.input
  account_id = local.location.account_id
  region     = local.location.region
  partition  = local.location.partition
  dns_suffix = local.location.dns_suffix

  family         = var.family == null ? "${var.service}-${var.environment}" : var.family
  log_group_name = var.log_group_name == null ? "/ecs/${local.family}" : var.log_group_name
  fargate        = var.launch_type == "FARGATE"
  linux          = var.operating_system_family == "LINUX"
}

resource "aws_cloudwatch_log_group" "log_group" {
  count = var.create_log_group ? 1 : 0

  name              = local.log_group_name
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_group_kms_key_arn
  tags              = var.tags

  lifecycle {
    precondition {
      condition     = var.log_group_kms_key_arn == null ? true : split(":", var.log_group_kms_key_arn)[3] == local.region
      error_message = "'log_group_kms_key_arn' must be a key in ${local.region}, got '${coalesce(var.log_group_kms_key_arn, "nothing")}': KMS works within one region."
    }
  }
}
