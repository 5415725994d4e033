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
    portMappings = [{
      containerPort = 8080
    }]
  }])
}
