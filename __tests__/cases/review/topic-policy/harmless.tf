resource "aws_sns_topic" "t" {
  name = "orders"
}
resource "aws_sns_topic_policy" "t" {
  arn = "arn:aws:sns:eu-west-1:111111111111:orders"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Principal = {
        AWS = "arn:aws:iam::111111111111:role/one"
      }
      Action   = "sns:Publish"
      Resource = "arn:aws:sns:eu-west-1:111111111111:orders"
      }, {
      Effect    = "Deny"
      Principal = "*"
      Action    = "sns:Publish"
      Resource  = "arn:aws:sns:eu-west-1:111111111111:orders"
      Condition = {
        Bool = {
          "aws:SecureTransport" = "false"
        }
      }
    }]
  })
}
