locals {
  kinds = { orders = true, returns = false }
}

resource "aws_sqs_queue" "failed" {
  name = "failed"
}
resource "aws_sqs_queue" "in_order" {
  name           = "in-order.fifo"
  fifo_queue     = true
  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.failed.arn, maxReceiveCount = 5 })
}
resource "aws_sqs_queue" "standard" {
  name = "standard"
}
resource "aws_sqs_queue_redrive_policy" "standard" {
  queue_url      = aws_sqs_queue.standard.url
  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.in_order.arn, maxReceiveCount = 5 })
}
resource "aws_sqs_queue" "each_failed" {
  for_each   = local.kinds
  name       = each.value ? "${each.key}-failed.fifo" : "${each.key}-failed"
  fifo_queue = each.value
}
resource "aws_sqs_queue" "each" {
  for_each       = local.kinds
  name           = "${each.key}.fifo"
  fifo_queue     = true
  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.each_failed[each.key].arn, maxReceiveCount = 5 })
}
resource "aws_sns_topic" "standard" {
  name = "standard"
}
resource "aws_sns_topic" "in_order" {
  name       = "in-order.fifo"
  fifo_topic = true
}
resource "aws_sns_topic_subscription" "queue" {
  topic_arn = aws_sns_topic.standard.arn
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.in_order.arn
}
resource "aws_sns_topic_subscription" "mail" {
  topic_arn = aws_sns_topic.in_order.arn
  protocol  = "email"
  endpoint  = "orders@example.com"
}
resource "aws_s3_bucket_notification" "files" {
  bucket = "files"
  queue {
    queue_arn = aws_sqs_queue.in_order.arn
    events    = ["s3:ObjectCreated:*"]
  }
}
