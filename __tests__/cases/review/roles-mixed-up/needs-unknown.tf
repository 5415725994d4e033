resource "aws_iam_role" "start" {
  name = "start"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Principal = {
        Service = "ecs-tasks.amazonaws.com"
      }
      Action = "sts:AssumeRole"
      Condition = {
        StringEquals = {
          "aws:SourceAccount" = "111111111111"
        }
        ArnLike = {
          "aws:SourceArn" = "arn:aws:ecs:eu-west-1:111111111111:*"
        }
      }
    }]
  })
}
resource "aws_iam_role" "orders" {
  name = "orders"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Principal = {
        Service = "ecs-tasks.amazonaws.com"
      }
      Action = "sts:AssumeRole"
      Condition = {
        StringEquals = {
          "aws:SourceAccount" = "111111111111"
        }
        ArnLike = {
          "aws:SourceArn" = "arn:aws:ecs:eu-west-1:111111111111:*"
        }
      }
    }]
  })
}
resource "aws_iam_role_policy" "start" {
  name = "start"
  role = "start"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "ecr:GetAuthorizationToken"
      Resource = "*"
      }, {
      Effect   = "Allow"
      Action   = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
      Resource = "arn:aws:ecr:eu-west-1:111111111111:repository/orders"
      }, {
      Effect   = "Allow"
      Action   = "ssm:GetParameters"
      Resource = "arn:aws:ssm:eu-west-1:111111111111:parameter/orders/db"
      }, {
      Effect   = "Allow"
      Action   = ["sqs:SendMessage"]
      Resource = "arn:aws:sqs:eu-west-1:111111111111:a"
    }]
  })
}
resource "aws_iam_role_policy" "orders" {
  name = "orders"
  role = "orders"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["sqs:SendMessage"]
      Resource = "arn:aws:sqs:eu-west-1:111111111111:a"
    }]
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
    image = "111111111111.dkr.ecr.eu-west-1.amazonaws.com/orders:1.0.0"
    environment = [{
      name  = "LOG_LEVEL"
      value = "info"
      }, {
      name  = "REGION"
      value = "eu-west-1"
    }]
    secrets = [{
      name      = "DB"
      valueFrom = "arn:aws:ssm:eu-west-1:111111111111:parameter/orders/db"
    }]
    logConfiguration = {
      logDriver = "awslogs"
      options   = { "awslogs-region" = "eu-west-1" }
    }
    portMappings = [{
      containerPort = 8080
    }]
  }])
}
