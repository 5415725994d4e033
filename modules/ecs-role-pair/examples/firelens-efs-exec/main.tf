# A worker whose logs go through FireLens to Firehose, with an EFS file system and ECS Exec.

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

module "worker" {
  source = "../.."

  service     = "report-worker"
  environment = "prod"

  containers = {
    app = {
      image                    = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/report-worker:1.0.0"
      logging                  = { driver = "awsfirelens", options = { Name = "firehose", region = "eu-west-1", delivery_stream = "application-logs" } }
      mount_points             = { "/reports" = { volume = "reports" } }
      readonly_root_filesystem = false
    }
    log_router = {
      image                    = "public.ecr.aws/aws-observability/aws-for-fluent-bit:2.32.0"
      firelens                 = { type = "fluentbit" }
      readonly_root_filesystem = false
    }
  }

  volumes = {
    reports = { efs = { file_system_id = "fs-0123456789abcdef0", access_point_id = "fsap-0123456789abcdef0" } }
  }

  execute_command = { log_group_name = "/ecs/exec" }
}
