resource "aws_iam_role" "this" {
  name = "orders"
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
  name = "orders"
  role = "orders"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "iam:PassRole"
      Resource = ["arn:aws:iam::111111111111:role/orders-task", "arn:aws:iam::111111111111:role/orders-execution"]
      Condition = {
        StringEquals = {
          "iam:PassedToService" = "ecs-tasks.amazonaws.com"
        }
      }
      }, {
      Effect   = "Allow"
      Action   = ["ecs:RegisterTaskDefinition", "ecs:UpdateService"]
      Resource = "*"
    }]
  })
}
