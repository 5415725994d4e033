variable "actions" {
  type = list(string)
}
variable "principal" {
  type = string
}
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = [var.principal]
    }
  }
}
data "aws_iam_policy_document" "base" {
  statement {
    sid       = "Base"
    actions   = ["sqs:ReceiveMessage", "sqs:DeleteMessage"]
    resources = ["arn:aws:sqs:eu-west-1:111111111111:orders"]
  }
  statement {
    sid       = "Replaced"
    actions   = ["sqs:*"]
    resources = ["*"]
  }
}
data "aws_iam_policy_document" "whole" {
  source_policy_documents = [data.aws_iam_policy_document.base.json]
  statement {
    sid       = "Replaced"
    actions   = ["sqs:SendMessage"]
    resources = ["arn:aws:sqs:eu-west-1:111111111111:shipped"]
  }
  statement {
    actions   = var.actions
    resources = ["*"]
  }
}
resource "aws_iam_role" "this" {
  name               = "orders"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
resource "aws_iam_policy" "this" {
  name   = "orders"
  policy = one(data.aws_iam_policy_document.whole[*].json)
}
resource "aws_iam_role_policy_attachment" "this" {
  role       = try(aws_iam_role.this.name, "")
  policy_arn = aws_iam_policy.this.arn
}
