mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "000000000000" }
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
      image       = "000000000000.dkr.ecr.eu-west-1.amazonaws.com/my-service:1.0.0"
      environment = { AWS_REGION = "eu-west-1", STAGE = "dev" }
      secrets = {
        DATABASE_PASSWORD = "/my-service/dev/database-password"
        API_KEY           = "arn:aws:secretsmanager:eu-west-1:000000000000:secret:api-AbCdEf:key::"
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

run "gives_what_the_stack_gives_for_the_same_service" {
  assert {
    condition     = jsondecode(aws_iam_role_policy.execution_role_policy[0].policy) == jsondecode(file("tests/expected.json")).execution
    error_message = "the execution role's policy differs from the stack's"
  }
  assert {
    condition     = jsondecode(aws_iam_role_policy.task_role_policy[0].policy) == jsondecode(file("tests/expected.json")).task
    error_message = "the task role's policy differs from the stack's"
  }
  assert {
    condition     = jsondecode(aws_iam_role.task_role.assume_role_policy) == jsondecode(file("tests/expected.json")).trust
    error_message = "the trust policy differs from the stack's"
  }
  assert {
    condition     = jsondecode(output.container_definitions) == jsondecode(file("tests/expected.json")).containers
    error_message = "the container definitions differ from the stack's"
  }
  assert {
    condition     = jsondecode(aws_sqs_queue.queue["pending"].policy) == jsondecode(file("tests/expected.json")).queue
    error_message = "the queue's policy differs from the stack's"
  }
  assert {
    condition     = jsondecode(aws_sqs_queue.queue["pending"].redrive_policy) == jsondecode(file("tests/expected.json")).redrive
    error_message = "the redrive policy differs from the stack's"
  }
  assert {
    condition     = jsondecode(aws_sqs_queue_redrive_allow_policy.queue_dead_letter_redrive_allow_policy["pending"].redrive_allow_policy) == jsondecode(file("tests/expected.json")).redriveAllow
    error_message = "the redrive-allow policy differs from the stack's"
  }
  assert {
    condition     = jsondecode(aws_sqs_queue.queue_dead_letter["pending"].policy).Statement[0].Resource[0] == "arn:aws:sqs:eu-west-1:000000000000:dev-pending-queue-dead-letter"
    error_message = "the dead-letter queue's policy is about another queue"
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
    condition     = { for key, queue in aws_sqs_queue.queue : key => queue.name } == { orders = "dev-orders.fifo", events = "dev-events" }
    error_message = "the queues do not follow var.queues"
  }
  assert {
    condition     = keys(aws_sqs_queue.queue_dead_letter) == ["events"]
    error_message = "a queue without a dead-letter queue has one"
  }
  assert {
    condition     = [for s in jsondecode(aws_iam_role_policy.task_role_policy[0].policy).Statement : s.Resource if s.Sid == "SQSSend"][0] == ["arn:aws:sqs:eu-west-1:000000000000:dev-orders.fifo"]
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
    condition     = [for s in jsondecode(aws_iam_role_policy.execution_role_policy[0].policy).Statement : s.Sid] == ["LogsWriteStreams"]
    error_message = "the execution role may do more than write logs"
  }
}

run "grants_a_path_on_request" {
  variables {
    parameter_path = "/my-service/dev/*"
  }
  assert {
    condition     = contains([for s in jsondecode(aws_iam_role_policy.execution_role_policy[0].policy).Statement : s.Resource if s.Sid == "SSMGetParameters"][0], "arn:aws:ssm:eu-west-1:000000000000:parameter/my-service/dev/*")
    error_message = "the path is not granted"
  }
}

run "refuses_memory_that_does_not_go_with_the_cpu" {
  command = plan
  variables {
    memory_mib = 4096
  }
  expect_failures = [var.memory_mib]
}

run "refuses_a_service_with_a_space" {
  command = plan
  variables {
    service = "my service"
  }
  expect_failures = [var.service]
}

run "refuses_no_containers" {
  command = plan
  variables {
    containers = {}
  }
  expect_failures = [var.containers]
}

run "refuses_a_variable_in_environment_and_secrets" {
  command = plan
  variables {
    containers = { app = { image = "nginx", environment = { A = "1" }, secrets = { A = "/a" } } }
  }
  expect_failures = [var.containers]
}

run "refuses_a_secret_with_a_wildcard" {
  command = plan
  variables {
    containers = { app = { image = "nginx", secrets = { A = "arn:aws:ssm:eu-west-1:000000000000:parameter/*" } } }
  }
  expect_failures = [var.containers]
}

run "refuses_a_visibility_timeout_above_12_hours" {
  command = plan
  variables {
    queues = { pending = { visibility_timeout_seconds = 43201 } }
  }
  expect_failures = [var.queues]
}

run "refuses_a_dead_letter_queue_that_forgets_first" {
  command = plan
  variables {
    queues = { pending = { retention_seconds = 1209600 } }
  }
  expect_failures = [var.queues]
}

run "refuses_an_alias_that_aws_manages" {
  command = plan
  variables {
    kms_key_alias = "alias/aws/ssm"
  }
  expect_failures = [var.kms_key_alias]
}

run "refuses_a_log_retention_that_cloudwatch_does_not_know" {
  command = plan
  variables {
    log_retention_days = 10
  }
  expect_failures = [var.log_retention_days]
}
