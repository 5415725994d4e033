resource "aws_kms_key" "k" {
  description = "orders"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Sid    = "Own"
      Principal = {
        AWS = ["111111111111"]
      }
      Action   = ["kms:*"]
      Resource = ["*"]
    }]
  })
}
