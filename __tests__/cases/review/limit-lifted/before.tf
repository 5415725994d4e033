resource "aws_organizations_policy_attachment" "a" {
  policy_id = "p-examplepolicy"
  target_id = "111111111111"
}
