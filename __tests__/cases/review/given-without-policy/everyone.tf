resource "aws_iam_group_membership" "m" {
  name  = "members"
  group = "administrators"
  users = ["anna", "ben"]
}
resource "aws_lambda_layer_version_permission" "l" {
  layer_name     = "arn:aws:lambda:eu-west-1:111111111111:layer:shared"
  version_number = 1
  principal      = "*"
  action         = "lambda:GetLayerVersion"
  statement_id   = "all"
}
resource "aws_ami_launch_permission" "a" {
  image_id = "ami-0123456789abcdef0"
  group    = "all"
}
resource "aws_db_snapshot" "s" {
  db_instance_identifier = "main"
  db_snapshot_identifier = "s"
  shared_accounts        = ["all"]
}
resource "aws_ssm_document" "d" {
  name          = "shared"
  document_type = "Command"
  content       = jsonencode({ schemaVersion = "2.2", mainSteps = [] })
  permissions   = { type = "Share", account_ids = "All" }
}
