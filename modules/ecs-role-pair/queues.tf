locals {
  queues             = module.inputs.queues
  existing_queues    = module.inputs.existing_queues
  dead_letter_queues = { for key, q in local.queues : key => q if q.dead_letter_queue }

  # Composed of names, so that they are known before the queues exist.
  arn_of_queue           = "arn:${local.partition}:sqs:${local.region}:${local.account_id}:"
  queue_arns             = { for key, q in local.queues : key => "${local.arn_of_queue}${q.name}" }
  dead_letter_queue_arns = { for key, q in local.dead_letter_queues : key => "${local.arn_of_queue}${q.dead_letter_queue_name}" }
  queue_urls = {
    for key, q in merge(local.queues, local.existing_queues) :
    key => "https://sqs.${local.region}.${local.dns_suffix}/${local.account_id}/${q.name}"
  }
}

resource "aws_sqs_queue" "queue" {
  for_each = local.queues

  name                              = each.value.name
  fifo_queue                        = each.value.fifo ? true : null
  content_based_deduplication       = each.value.content_based_deduplication
  deduplication_scope               = each.value.high_throughput ? "messageGroup" : null
  fifo_throughput_limit             = each.value.high_throughput ? "perMessageGroupId" : null
  visibility_timeout_seconds        = each.value.visibility_timeout_seconds
  message_retention_seconds         = each.value.retention_seconds
  delay_seconds                     = each.value.delay_seconds
  receive_wait_time_seconds         = each.value.receive_wait_time_seconds
  max_message_size                  = each.value.max_message_size_bytes
  sqs_managed_sse_enabled           = each.value.kms_key == null ? true : null
  kms_master_key_id                 = each.value.kms_key
  kms_data_key_reuse_period_seconds = each.value.kms_key == null ? null : coalesce(each.value.data_key_reuse_seconds, 300)
  tags                              = merge(var.tags, each.value.tags)

  # Part of the queue, so that there is no moment without it. One policy a queue: an aws_sqs_queue_policy would fight it.
  policy = local.queue_policies[each.key]

  redrive_policy = !each.value.dead_letter_queue ? null : jsonencode({
    deadLetterTargetArn = local.dead_letter_queue_arns[each.key]
    maxReceiveCount     = each.value.max_receive_count
  })

  lifecycle {
    precondition {
      condition     = length(local.queue_policies[each.key]) <= 8192
      error_message = "'queues.${each.key}.senders' must leave a policy of at most 8192 bytes, got ${length(local.queue_policies[each.key])}: let fewer send to the queue."
    }
  }

  # The redrive policy names a composed ARN, and SQS wants the queue behind it to exist.
  depends_on = [aws_sqs_queue.queue_dead_letter]
}

resource "aws_sqs_queue" "queue_dead_letter" {
  for_each = local.dead_letter_queues

  name                              = each.value.dead_letter_queue_name
  fifo_queue                        = each.value.fifo ? true : null
  message_retention_seconds         = each.value.dead_letter_retention_seconds
  max_message_size                  = each.value.max_message_size_bytes
  sqs_managed_sse_enabled           = each.value.kms_key == null ? true : null
  kms_master_key_id                 = each.value.kms_key
  kms_data_key_reuse_period_seconds = each.value.kms_key == null ? null : coalesce(each.value.data_key_reuse_seconds, 300)
  tags                              = merge(var.tags, each.value.tags)

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [merge(local.tls_statement, { Resource = local.dead_letter_queue_arns[each.key] })]
  })
}

# A dead-letter queue takes the messages of its own queue, and of no other.
resource "aws_sqs_queue_redrive_allow_policy" "queue_dead_letter_redrive_allow_policy" {
  for_each = local.dead_letter_queues

  queue_url = aws_sqs_queue.queue_dead_letter[each.key].id
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [local.queue_arns[each.key]]
  })

  depends_on = [aws_sqs_queue.queue]
}

locals {
  queue_policies = {
    for key, arn in local.queue_arns : key => jsonencode({
      Version = "2012-10-17"
      Statement = concat(
        [for statement in local.sender_statements[key] : merge(statement, { Effect = "Allow", Resource = arn })],
        [merge(local.tls_statement, { Resource = arn })],
      )
    })
  }

  # Nobody reaches a queue without TLS, whatever else allows it.
  tls_statement = {
    Sid       = "DenyInsecureTransport"
    Effect    = "Deny"
    Principal = "*"
    Action    = ["sqs:*"]
    Condition = { Bool = { "aws:SecureTransport" = ["false"] } }
  }

  # Who else may send. SNS and EventBridge are known by what sends, a bucket by its account too: its name may change hands.
  sender_statements = {
    for key, q in local.queues : key => concat(
      [for arns in [q.senders.bucket_arns] : {
        Sid       = "SendFromBucket"
        Principal = { Service = "s3.amazonaws.com" }
        Action    = ["sqs:SendMessage"]
        Condition = {
          ArnLike      = { "aws:SourceArn" = sort(arns) }
          StringEquals = { "aws:SourceAccount" = [local.account_id] }
        }
      } if length(arns) > 0],
      [for arns in [q.senders.principal_arns] : {
        Sid       = "SendFromPrincipal"
        Principal = { AWS = sort(arns) }
        Action    = ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"]
      } if length(arns) > 0],
      [for arns in [q.senders.rule_arns] : {
        Sid       = "SendFromRule"
        Principal = { Service = "events.amazonaws.com" }
        Action    = ["sqs:SendMessage"]
        Condition = { ArnEquals = { "aws:SourceArn" = sort(arns) } }
      } if length(arns) > 0],
      [for arns in [q.senders.topic_arns] : {
        Sid       = "SendFromTopic"
        Principal = { Service = "sns.amazonaws.com" }
        Action    = ["sqs:SendMessage"]
        Condition = { ArnEquals = { "aws:SourceArn" = sort(arns) } }
      } if length(arns) > 0],
    )
  }
}

resource "aws_cloudwatch_metric_alarm" "queue_oldest_message" {
  for_each = { for key, q in local.queues : key => q if q.alarms != null }

  alarm_name          = "${each.value.name}-oldest-message"
  alarm_description   = "The oldest message in ${each.value.name} waits longer than ${each.value.alarms.oldest_message_age_seconds} seconds"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateAgeOfOldestMessage"
  dimensions          = { QueueName = each.value.name }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.alarms.oldest_message_age_seconds
  # SQS reports nothing for a queue that was idle for six hours: that is no alarm.
  treat_missing_data = "notBreaching"
  alarm_actions      = [each.value.alarms.topic_arn]
  ok_actions         = [each.value.alarms.topic_arn]
  tags               = merge(var.tags, each.value.tags)
}

resource "aws_cloudwatch_metric_alarm" "queue_dead_letter" {
  for_each = { for key, q in local.dead_letter_queues : key => q if q.alarms != null }

  alarm_name          = "${each.value.dead_letter_queue_name}-messages"
  alarm_description   = "${each.value.dead_letter_queue_name} holds messages that failed for good"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = each.value.dead_letter_queue_name }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = each.value.alarms.dead_letter_messages
  treat_missing_data  = "notBreaching"
  alarm_actions       = [each.value.alarms.topic_arn]
  ok_actions          = [each.value.alarms.topic_arn]
  tags                = merge(var.tags, each.value.tags)
}
