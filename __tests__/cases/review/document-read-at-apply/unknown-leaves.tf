resource "aws_sqs_queue" "a" {
  name = "a"
}
resource "aws_sqs_queue" "b" {
  name = "b"
}
resource "aws_iam_role" "this" {
  name = "orders"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}
data "aws_iam_policy_document" "this" {
  statement {
    actions   = ["sqs:SendMessage"]
    resources = ["arn:aws:sqs:eu-west-1:111111111111:known", aws_sqs_queue.a.arn, aws_sqs_queue.b.arn]
  }
  statement {
    actions   = ["s3:*"]
    resources = ["*"]
    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [aws_sqs_queue.a.arn]
    }
  }
}
resource "aws_iam_role_policy" "this" {
  name   = "orders"
  role   = aws_iam_role.this.id
  policy = data.aws_iam_policy_document.this.json
}
data "aws_iam_policy_document" "a" {
  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.a.arn]
    principals {
      type        = "Service"
      identifiers = ["sns.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = ["111111111111"]
    }
  }
  statement {
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [aws_sqs_queue.a.arn]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}
resource "aws_sqs_queue_policy" "a" {
  queue_url = aws_sqs_queue.a.url
  policy    = data.aws_iam_policy_document.a.json
}
