resource "aws_vpc_endpoint_policy" "v" {
  vpc_endpoint_id = "vpce-1"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Principal = {
        AWS = "*"
      }
      Action   = "sqs:*"
      Resource = "*"
      Condition = {
        StringEquals = {
          "aws:PrincipalAccount" = "111111111111"
        }
      }
    }]
  })
}
