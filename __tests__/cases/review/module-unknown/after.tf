resource "aws_sqs_queue" "a" {
  name = "a"
}

module "sender" {
  source    = "./module"
  queue_arn = aws_sqs_queue.a.arn
}
