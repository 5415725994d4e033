resource "aws_secretsmanager_secret" "s" {
  name = "orders/database"
}
resource "aws_secretsmanager_secret_policy" "s" {
  secret_arn = "arn:aws:secretsmanager:eu-west-1:111111111111:secret:orders/database-AbCdEf"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Principal = {
        AWS = "arn:aws:iam::111111111111:role/one"
      }
      Action   = "secretsmanager:GetSecretValue"
      Resource = "*"
    }]
  })
}
