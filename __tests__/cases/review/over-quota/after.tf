resource "aws_iam_policy" "this" {
  name = "send"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [for number in range(60) : {
      Effect   = "Allow"
      Action   = "sqs:SendMessage"
      Resource = "arn:aws:sqs:eu-west-1:111111111111:orders-of-customer-number-${number}"
    }]
  })
}
resource "aws_iam_role" "this" {
  name = "orders"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = "111111111111" } }
    }]
  })
}
resource "aws_iam_role_policy" "this" {
  name = "send"
  role = aws_iam_role.this.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [for number in range(120) : {
      Effect   = "Allow"
      Action   = "sqs:SendMessage"
      Resource = "arn:aws:sqs:eu-west-1:111111111111:orders-of-customer-number-${number}"
    }]
  })
}
resource "aws_sqs_queue" "this" {
  name       = "orders.fifo"
  fifo_queue = true
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
  redrive_policy = jsonencode({
    deadLetterTargetArn = "arn:aws:sqs:eu-west-1:111111111111:failed"
    maxReceiveCount     = 5
  })
}
