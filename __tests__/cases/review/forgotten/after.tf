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
removed {
  from = aws_iam_role_policy.this
  lifecycle {
    destroy = false
  }
}
removed {
  from = aws_iam_role_policy_attachment.this
  lifecycle {
    destroy = false
  }
}
