mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }
  mock_data "aws_region" {
    defaults = { id = "eu-west-1" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws", dns_suffix = "amazonaws.com" }
  }
}

variables {
  service       = "my-service"
  environment   = "dev"
  family        = "my-dev-service"
  kms_key_alias = "alias/my-service-dev"
  containers = {
    app = {
      image       = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/my-service:1.0.0"
      environment = { AWS_REGION = "eu-west-1", STAGE = "dev" }
      secrets = {
        DATABASE_PASSWORD = "/my-service/dev/database-password"
        API_KEY           = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:api-AbCdEf:key::"
      }
      ports                = [{ container_port = 8080, name = "web", app_protocol = "http" }]
      health_check         = { command = ["CMD", "true"] }
      depends_on           = { init = "SUCCESS" }
      stop_timeout_seconds = 60
      user                 = "1000"
    }
    init = {
      image     = "public.ecr.aws/docker/library/busybox:1.36"
      command   = ["true"]
      essential = false
    }
  }
  queues = {
    pending   = { name = "dev-pending-queue", visibility_timeout_seconds = 180 }
    confirmed = { name = "dev-confirmed-queue", consume = false }
  }
}

run "follows_its_maps" {
  variables {
    queues = {
      orders = { fifo = true, dead_letter_queue = false }
      events = { send = false }
    }
  }
  assert {
    condition     = { for key, queue in aws_sqs_queue.queue : key => queue.name } == { orders = "my-service-dev-orders.fifo", events = "my-service-dev-events" }
    error_message = "the queues do not follow var.queues"
  }
  assert {
    condition     = keys(aws_sqs_queue.queue_dead_letter) == ["events"]
    error_message = "a queue without a dead-letter queue has one"
  }
  assert {
    condition     = [for s in jsondecode(aws_iam_role_policy.task_role_policy[0].policy).Statement : s.Resource if s.Sid == "SQSSend"][0] == ["arn:aws:sqs:eu-west-1:111122223333:my-service-dev-orders.fifo"]
    error_message = "sending is granted on another queue"
  }
}

run "leaves_out_what_is_not_needed" {
  variables {
    kms_key_alias          = null
    queues                 = {}
    create_task_definition = false
    create_log_group       = false
    containers             = { app = { image = "public.ecr.aws/nginx/nginx:1.27" } }
  }
  assert {
    condition     = length(aws_iam_role_policy.task_role_policy) == 0 && length(aws_ecs_task_definition.task) == 0 && length(aws_cloudwatch_log_group.log_group) == 0
    error_message = "something is created that nothing needs"
  }
  assert {
    condition     = [for s in jsondecode(aws_iam_role_policy.execution_role_policy.policy).Statement : s.Sid] == ["LogsWriteStreams"]
    error_message = "the execution role may do more than write logs"
  }
}

run "grants_a_path_on_request" {
  variables {
    parameter_path = "/my-service/dev/*"
  }
  assert {
    condition     = contains([for s in jsondecode(aws_iam_role_policy.execution_role_policy.policy).Statement : s.Resource if s.Sid == "SSMGetParameters"][0], "arn:aws:ssm:eu-west-1:111122223333:parameter/my-service/dev/*")
    error_message = "the path is not granted"
  }
}

run "names_roles_by_region_but_at_home" {
  assert {
    condition     = output.execution_role_name == "my-dev-service-eu-west-1-exec-role"
    error_message = "two regions of one account would have roles of one name"
  }
}

run "knows_its_outputs_and_documents_in_the_plan" {
  command = plan
  assert {
    condition     = output.task_role_arn == "arn:aws:iam::111122223333:role/my-dev-service-eu-west-1-task-role"
    error_message = "the task role's ARN is not composed"
  }
  assert {
    condition     = output.queue_urls["pending"] == "https://sqs.eu-west-1.amazonaws.com/111122223333/dev-pending-queue"
    error_message = "the queue's URL is not composed"
  }
  assert {
    condition     = [for s in jsondecode(aws_iam_role_policy.execution_role_policy.policy).Statement : s.Sid] == ["ECRGetAuthorizationToken", "ECRPullImages", "KMSDecryptParametersWithKey", "KMSDecryptSecretsWithKey", "LogsWriteStreams", "SecretsManagerGetSecretValues", "SSMGetParameters"]
    error_message = "the execution role's policy is not known, or another"
  }
}

