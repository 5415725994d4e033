resource "aws_kms_key" "k" {
  description = "orders"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Principal = {
        AWS = "arn:aws:iam::111111111111:root"
      }
      Action   = "kms:*"
      Resource = "*"
    }]
  })
}
