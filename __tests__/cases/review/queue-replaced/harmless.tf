resource "aws_sqs_queue" "a" {
  name = "a"
  tags = {
    team = "orders"
  }
}
