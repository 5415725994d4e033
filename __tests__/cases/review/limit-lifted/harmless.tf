resource "aws_organizations_policy_attachment" "a" {
  policy_id = "p-examplepolicy"
  target_id = "111111111111"
}
resource "aws_organizations_policy_attachment" "b" {
  policy_id = "p-examplepolicy"
  target_id = "222222222222"
}
