resource "aws_cloudwatch_log_group" "first" {
  name = "/ecs/orders"
}
module "role" {
  source     = "./module"
  actions    = ["ecr:GetAuthorizationToken"]
  principal  = "arn:aws:iam::111111111111:role/deploy"
  depends_on = [aws_cloudwatch_log_group.first]
}
