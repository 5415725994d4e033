# Two services from one module: each has its own roles, which may do what its own map says and nothing else.

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

locals {
  services = {
    orders = {
      queues = { incoming = {}, outgoing = { consume = false } }
    }
    invoices = {
      queues = { due = { fifo = true } }
    }
  }
}

module "service" {
  source   = "../.."
  for_each = local.services

  service     = each.key
  environment = "dev"

  containers = {
    app = {
      image   = "000000000000.dkr.ecr.eu-west-1.amazonaws.com/${each.key}:1.0.0"
      secrets = { DATABASE_PASSWORD = "/${each.key}/dev/database-password" }

      # Each container finds the URLs of its own service's queues, INCOMING_URL for example.
      queue_url_variables = { for key in keys(each.value.queues) : "${upper(key)}_URL" => key }
    }
  }
  queues = each.value.queues
}

output "task_roles" {
  description = "The role of each service's application."
  value       = { for name, service in module.service : name => service.task_role_arn }
}
