resource "aws_iam_group_policy" "g" {
  name  = "g"
  group = "admins"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["sqs:SendMessage"]
      Resource = "arn:aws:sqs:eu-west-1:111111111111:a"
    }]
  })
}
resource "aws_iam_user_policy" "u" {
  name = "u"
  user = "ann"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["sqs:SendMessage"]
      Resource = "arn:aws:sqs:eu-west-1:111111111111:a"
    }]
  })
}
