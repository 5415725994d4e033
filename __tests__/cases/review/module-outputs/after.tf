module "orders" {
  source   = "./module"
  name     = "orders"
  policies = { send = aws_iam_policy.send.arn }
}
module "each" {
  for_each = toset(["a", "b"])
  source   = "./module"
  name     = "each-${each.key}"
  policies = {}
}
resource "aws_iam_policy" "send" {
  name = "send"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "arn:aws:sqs:eu-west-1:111111111111:a" }]
  })
}
resource "aws_iam_role_policy" "this" {
  name = "logs"
  role = module.orders.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "logs:PutLogEvents", Resource = "*" }]
  })
}
resource "aws_iam_role_policy" "of_b" {
  name = "logs"
  role = module.each["b"].id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "logs:PutLogEvents", Resource = "*" }]
  })
}
resource "aws_sqs_queue_policy" "this" {
  queue_url = module.orders.queue
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "sqs:*"
      Resource  = "*"
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}
