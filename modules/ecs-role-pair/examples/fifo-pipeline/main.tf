# Three services that share FIFO queues: each makes the queue it consumes, and the one before it sends to that by name.

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
    intake   = { sends_to = "checking" }
    checking = { sends_to = "billing" }
    billing  = { sends_to = null }
  }
}

module "service" {
  source   = "../.."
  for_each = local.services

  service     = each.key
  environment = "prod"

  containers = {
    app = {
      image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/${each.key}:1.0.0"
      queue_url_variables = merge(
        { IN_URL = "in" },
        each.value.sends_to == null ? {} : { OUT_URL = "out" },
      )
    }
  }

  queues = {
    in = { name = "${each.key}-prod", fifo = true, content_based_deduplication = true, send = false }
  }
  existing_queues = {
    for key, service in { out = each.value.sends_to } : key => { name = "${service}-prod.fifo", send = true } if service != null
  }
}
