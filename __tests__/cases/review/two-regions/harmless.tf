provider "aws" {
  alias                       = "us"
  region                      = "us-east-1"
  access_key                  = "x"
  secret_key                  = "x"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
}
locals {
  open = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:*", Resource = "*" }]
  })
}
resource "aws_sqs_queue_policy" "other" {
  queue_url = "https://sqs.eu-west-1.amazonaws.com/111111111111/orders"
  policy    = local.open
}
