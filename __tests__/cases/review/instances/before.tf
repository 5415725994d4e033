locals { names = toset(["a", "b"]) }
resource "aws_iam_role" "this" {
  for_each = local.names
  name     = each.key
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Principal = {
        Service = "ecs-tasks.amazonaws.com"
      }
      Action = "sts:AssumeRole"
      Condition = {
        StringEquals = {
          "aws:SourceAccount" = "111111111111"
        }
        ArnLike = {
          "aws:SourceArn" = "arn:aws:ecs:eu-west-1:111111111111:*"
        }
      }
    }]
  })
}
resource "aws_iam_role_policy" "this" {
  for_each = local.names
  name     = each.key
  role     = each.key
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["sqs:SendMessage"]
      Resource = "arn:aws:sqs:eu-west-1:111111111111:a"
    }]
  })
}
