# A service of terraform-aws-modules/ecs runs the task definition; everything it may do is said here.

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

module "web_api" {
  source = "../.."

  service     = "web-api"
  environment = "prod"

  containers = {
    api = {
      image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/web-api:2.0.0"
      ports = [{ container_port = 8080 }]
    }
  }
}

module "service" {
  source  = "terraform-aws-modules/ecs/aws//modules/service"
  version = "~> 5.12"

  name        = "web-api"
  cluster_arn = "arn:aws:ecs:eu-west-1:111122223333:cluster/main"
  subnet_ids  = ["subnet-0123456789abcdef0"]

  # It makes neither a task definition nor roles of its own.
  create_task_definition    = false
  task_definition_arn       = module.web_api.task_definition_arn
  create_task_exec_iam_role = false
  create_tasks_iam_role     = false
}
