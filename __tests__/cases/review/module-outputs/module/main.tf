variable "policies" {
  type = map(string)
}
variable "name" {
  type = string
}
resource "aws_iam_role" "this" {
  count = 1
  name  = var.name
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}
resource "aws_iam_role_policy_attachment" "this" {
  for_each   = var.policies
  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}
resource "aws_sqs_queue" "this" {
  name = var.name
}
output "id" {
  value = one(aws_iam_role.this[*].id)
}
output "queue" {
  value = try(aws_sqs_queue.this.url, "")
}
