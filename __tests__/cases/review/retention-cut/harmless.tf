resource "aws_sqs_queue" "a" {
  name                       = "a"
  message_retention_seconds  = 400000
  visibility_timeout_seconds = 200
}
resource "aws_cloudwatch_log_group" "l" {
  name              = "/ecs/orders"
  retention_in_days = 0
}
