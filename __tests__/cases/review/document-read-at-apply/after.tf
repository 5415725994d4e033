resource "aws_cloudwatch_log_group" "first" {
  name = "/ecs/orders"
}
module "role" {
  source     = "./module"
  actions    = ["*"]
  principal  = "*"
  depends_on = [aws_cloudwatch_log_group.first]
}
