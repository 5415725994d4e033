resource "aws_s3_bucket_public_access_block" "b" {
  bucket                  = "orders-files"
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
resource "aws_security_group_rule" "in" {
  type = "ingress"
  from_port = 22
  to_port = 22
  protocol = "tcp"
  cidr_blocks = ["203.0.113.0/24"]
  security_group_id = "sg-1"
}
