resource "aws_vpc_endpoint_policy" "v" {
  vpc_endpoint_id = "vpce-1"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "*"
      Resource  = "*"
    }]
  })
}
