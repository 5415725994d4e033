locals {
  kinds = { orders = true, returns = false }
}

resource "aws_sqs_queue" "failed" {
  name       = "failed.fifo"
  fifo_queue = true
}
resource "aws_sqs_queue" "in_order" {
  name           = "in-order.fifo"
  fifo_queue     = true
  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.failed.arn, maxReceiveCount = 5 })
}
resource "aws_sqs_queue" "standard_failed" {
  name = "standard-failed"
}
resource "aws_sqs_queue" "standard" {
  name = "standard"
}
resource "aws_sqs_queue_redrive_policy" "standard" {
  queue_url      = aws_sqs_queue.standard.url
  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.standard_failed.arn, maxReceiveCount = 5 })
}
resource "aws_sqs_queue" "each_failed" {
  for_each   = local.kinds
  name       = each.value ? "${each.key}-failed.fifo" : "${each.key}-failed"
  fifo_queue = each.value
}
resource "aws_sqs_queue" "each" {
  for_each       = local.kinds
  name           = each.value ? "${each.key}.fifo" : each.key
  fifo_queue     = each.value
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
  endpoint  = aws_sqs_queue.standard.arn
}
resource "aws_sns_topic_subscription" "both_kinds" {
  for_each  = { in_order = aws_sqs_queue.in_order.arn, standard = aws_sqs_queue.standard.arn }
  topic_arn = aws_sns_topic.in_order.arn
  protocol  = "sqs"
  endpoint  = each.value
}
resource "aws_s3_bucket_notification" "files" {
  bucket = "files"
  queue {
    queue_arn = aws_sqs_queue.standard.arn
    events    = ["s3:ObjectCreated:*"]
  }
}
