resource "aws_ecs_task_definition" "this" {
  family                = "orders"
  task_role_arn         = "arn:aws:iam::111111111111:role/orders"
  container_definitions = jsonencode([{ name = "app", image = "app:1", memory = 128 }])
}
