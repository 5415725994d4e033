# A worker that consumes one queue and sends to another, with a secret under a customer-managed key.

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

module "invoice_worker" {
  source = "../.."

  service       = "invoice-worker"
  environment   = "prod"
  kms_key_alias = "alias/invoice-worker-prod"

  containers = {
    app = {
      image               = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/invoice-worker:1.4.2"
      secrets             = { DATABASE_PASSWORD = "/invoice-worker/prod/database-password" }
      queue_url_variables = { PENDING_URL = "pending", CONFIRMED_URL = "confirmed" }
    }
  }

  queues = {
    pending   = { visibility_timeout_seconds = 180, send = false, senders = { topic_arns = [local.invoices] } }
    confirmed = { consume = false }
  }
}

locals {
  # By its ARN, so that the queue's policy is known in the first plan.
  invoices = "arn:aws:sns:eu-west-1:111122223333:invoices"
}

resource "aws_sns_topic_subscription" "invoices" {
  topic_arn = local.invoices
  protocol  = "sqs"
  endpoint  = module.invoice_worker.queue_arns["pending"]
}
