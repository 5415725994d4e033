resource "aws_iam_role" "task" {
  name = "task"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = "111111111111" } }
    }]
  })
}
resource "aws_iam_role_policy" "task" {
  name = "task"
  role = aws_iam_role.task.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = ["arn:aws:sqs:eu-west-1:111111111111:orders", "arn:aws:sqs:eu-west-1:111111111111:shipped"] }]
  })
}
resource "aws_ecs_task_definition" "this" {
  family        = "orders"
  task_role_arn = "arn:aws:iam::111111111111:role/task"
  container_definitions = jsonencode([{
    name        = "app"
    image       = "app:1"
    memory      = 128
    environment = [{ name = "QUEUE_URL", value = "https://sqs.eu-west-1.amazonaws.com/111111111111/shipped" }]
  }])
}
