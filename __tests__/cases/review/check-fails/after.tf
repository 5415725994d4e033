check "boundary" {
  assert {
    condition     = aws_iam_role.this.permissions_boundary != null
    error_message = "the role has no boundary"
  }
}
resource "aws_iam_role" "this" {
  name                 = "orders"
  permissions_boundary = null
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
