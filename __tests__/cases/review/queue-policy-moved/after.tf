resource "aws_sqs_queue" "a" {
  name = "a"
}
resource "aws_sqs_queue_policy" "a" {
  queue_url = aws_sqs_queue.a.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Principal = {
        AWS = "arn:aws:iam::111111111111:role/one"
      }
      Action   = ["sqs:SendMessage"]
      Resource = "arn:aws:sqs:eu-west-1:111111111111:a"
    }]
  })
}
