module "roles" {
  source   = "./module/role"
  for_each = toset(["orders", "returns"])
  name     = each.key
}
resource "aws_iam_role_policy" "send" {
  for_each = toset(["orders", "returns"])
  name     = "send"
  role     = each.key
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "arn:aws:sqs:eu-west-1:111111111111:${each.key}" }]
  })
}
module "policies" {
  source  = "./module/policies"
  role_id = "returns"
}
