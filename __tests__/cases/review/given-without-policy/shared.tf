resource "aws_iam_group_membership" "m" {
  name  = "members"
  group = "administrators"
  users = ["anna", "ben"]
}
resource "aws_kms_grant" "g" {
  key_id            = "arn:aws:kms:eu-west-1:111111111111:key/11111111-2222-3333-4444-555555555555"
  grantee_principal = "arn:aws:iam::444455556666:role/partner"
  operations        = ["Decrypt"]
}
resource "aws_eks_access_policy_association" "e" {
  cluster_name  = "main"
  principal_arn = "arn:aws:iam::444455556666:role/partner"
  policy_arn    = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"
  access_scope {
    type = "cluster"
  }
}
resource "aws_ram_principal_association" "r" {
  principal          = "444455556666"
  resource_share_arn = "arn:aws:ram:eu-west-1:111111111111:resource-share/11111111-2222-3333-4444-555555555555"
}
