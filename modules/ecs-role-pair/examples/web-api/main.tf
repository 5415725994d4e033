# A web API with a parameter and a secret under a customer-managed key, and what may deploy it.

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
  cpu_units   = 512
  memory_mib  = 1024
  kms_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555"

  containers = {
    api = {
      image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/web-api:2.0.0"
      ports = [{ container_port = 8080, name = "web", app_protocol = "http" }]
      secrets = {
        SESSION_KEY       = "/web-api/prod/session-key"
        DATABASE_PASSWORD = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:web-api/database-Ab12Cd:password::"
      }
      health_check = { command = ["CMD-SHELL", "curl -f http://localhost:8080/health"] }
    }
  }
}

# Known in the first plan: the roles' ARNs are composed.
resource "aws_iam_policy" "deployer" {
  name = "web-api-prod-deployer"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = ["iam:PassRole"]
      Resource  = [module.web_api.execution_role_arn, module.web_api.task_role_arn]
      Condition = { StringEquals = { "iam:PassedToService" = ["ecs-tasks.amazonaws.com"] } }
    }]
  })
}
