resource "aws_ecs_task_definition" "this" {
  family                   = "orders"
  cpu                      = "512"
  memory                   = "1024"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = "arn:aws:iam::111111111111:role/start"
  task_role_arn            = "arn:aws:iam::111111111111:role/orders"
  container_definitions = jsonencode([{
    name  = "app"
    image = "111111111111.dkr.ecr.eu-west-1.amazonaws.com/orders:1.0.0"
    environment = [{
      name  = "LOG_LEVEL"
      value = "debug"
      }, {
      name  = "FEATURE"
      value = "on"
    }]
    secrets = []
    portMappings = [{
      containerPort = 8080
    }]
    healthCheck = {
      command  = ["CMD-SHELL", "true"]
      interval = 10
    }
    }, {
    name      = "proxy"
    image     = "envoyproxy/envoy:v1.30"
    essential = false
  }])
}
