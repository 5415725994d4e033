locals {
  trust = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      Condition = {
        StringEquals = { "aws:SourceAccount" = "111111111111" }
        ArnLike      = { "aws:SourceArn" = "arn:aws:ecs:eu-west-1:111111111111:*" }
      }
    }]
  })
}

resource "aws_iam_role" "start" {
  name               = "start"
  assume_role_policy = local.trust
}

resource "aws_iam_role" "orders" {
  name               = "orders"
  assume_role_policy = local.trust
}

resource "aws_iam_role_policy" "start" {
  name = "start"
  role = "start"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "WriteLogs"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:aws:logs:eu-west-1:111111111111:log-group:/ecs/orders:*"
      },
    ]
  })
}

resource "aws_ecs_task_definition" "this" {
  family                   = "orders"
  cpu                      = "256"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = "arn:aws:iam::111111111111:role/start"
  task_role_arn            = "arn:aws:iam::111111111111:role/orders"
  container_definitions = jsonencode([{
    name  = "app"
    image = "public.ecr.aws/docker/library/busybox:1.1.0"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        "awslogs-group"         = "/ecs/orders"
        "awslogs-region"        = "eu-west-1"
        "awslogs-stream-prefix" = "app"
      }
    }
  }])
}

resource "aws_ecs_service" "orders" {
  name                   = "orders"
  cluster                = "arn:aws:ecs:eu-west-1:111111111111:cluster/main"
  task_definition        = aws_ecs_task_definition.this.arn
  enable_execute_command = true
}

resource "aws_iam_role_policy" "orders" {
  name = "orders"
  role = "orders"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid    = "Exec"
      Effect = "Allow"
      Action = [
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
      ]
      Resource = "*"
    }]
  })
}
