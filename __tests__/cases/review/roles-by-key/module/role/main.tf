variable "name" {}

resource "aws_iam_role" "this" {
  count = 1
  name  = var.name
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

output "id" { value = try(aws_iam_role.this[0].id, null) }
