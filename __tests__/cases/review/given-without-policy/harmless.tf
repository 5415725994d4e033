resource "aws_iam_group_membership" "m" {
  name  = "members"
  group = "administrators"
  users = ["anna"]
}
