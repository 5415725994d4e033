variable "role_id" {}

locals {
  role = coalesce(var.role_id, "none")
}

resource "aws_iam_role_policy" "publish" {
  name = "publish"
  role = local.role
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sns:Publish", Resource = "arn:aws:sns:eu-west-1:111111111111:orders" }]
  })
}
