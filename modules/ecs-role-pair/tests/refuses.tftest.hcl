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
  service     = "my-service"
  environment = "dev"
  containers  = { app = { image = "public.ecr.aws/nginx/nginx:1.27" } }
}

run "refuses_a_service_with_a_space" {
  command = plan
  variables {
    service = "my service"
  }
  expect_failures = [var.service]
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
