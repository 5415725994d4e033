# A job that runs every night: EventBridge Scheduler starts the newest revision of its family.

terraform {
  required_version = ">= 1.9.0"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100.0"
    }
  }
}

provider "aws" {
  region = "eu-west-1"
}

module "nightly_job" {
  source = "../.."

  service     = "nightly-job"
  environment = "prod"

  containers = {
    job = {
      image   = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/nightly-job:1.0.0"
      secrets = { DATABASE_PASSWORD = "/nightly-job/prod/database-password" }
    }
  }

  task_role_statements = {
    WriteReports = { actions = ["s3:PutObject"], resources = ["arn:aws:s3:::nightly-reports/*"] }
  }
}

data "aws_caller_identity" "current" {}

locals {
  account = data.aws_caller_identity.current.account_id
  cluster = "arn:aws:ecs:eu-west-1:${local.account}:cluster/jobs"
  family  = "arn:aws:ecs:eu-west-1:${local.account}:task-definition/${module.nightly_job.task_definition_family}"
}

resource "aws_iam_role" "scheduler" {
  name = "nightly-job-prod-scheduler"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "scheduler.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    }]
  })
}

resource "aws_iam_role_policy" "scheduler" {
  name = "run-nightly-job"
  role = aws_iam_role.scheduler.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Action    = "ecs:RunTask"
        Resource  = "${local.family}:*"
        Condition = { ArnEquals = { "ecs:cluster" = local.cluster } }
      },
      {
        Effect    = "Allow"
        Action    = "iam:PassRole"
        Resource  = [module.nightly_job.execution_role_arn, module.nightly_job.task_role_arn]
        Condition = { StringEquals = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } }
      },
    ]
  })
}

resource "aws_scheduler_schedule" "nightly" {
  name                = "nightly-job"
  schedule_expression = "cron(0 2 * * ? *)"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = local.cluster
    role_arn = aws_iam_role.scheduler.arn

    ecs_parameters {
      task_definition_arn = local.family
      launch_type         = "FARGATE"

      network_configuration {
        subnets = ["subnet-0123456789abcdef0"]
      }
    }
  }
}
