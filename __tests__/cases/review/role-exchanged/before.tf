resource "aws_lambda_function" "f" {
  function_name = "orders"
  role          = "arn:aws:iam::111111111111:role/orders"
  package_type  = "Image"
  image_uri     = "111111111111.dkr.ecr.eu-west-1.amazonaws.com/orders:1.0.0"
  memory_size   = 128
}
