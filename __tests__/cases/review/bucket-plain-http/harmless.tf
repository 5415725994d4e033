resource "aws_s3_bucket" "files" {
  bucket = "orders-files"
}
resource "aws_s3_bucket_policy" "files" {
  bucket = "orders-files"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Principal = {
        AWS = "arn:aws:iam::111111111111:role/one"
      }
      Action   = "s3:GetObject"
      Resource = "arn:aws:s3:::orders-files/*"
      }, {
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = ["arn:aws:s3:::orders-files/*", "arn:aws:s3:::orders-files"]
      Condition = {
        Bool = {
          "aws:SecureTransport" = "false"
        }
      }
    }]
  })
}
