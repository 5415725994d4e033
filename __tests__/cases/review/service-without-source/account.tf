resource "aws_lambda_permission" "p" {
  function_name  = "orders"
  action         = "lambda:InvokeFunction"
  principal      = "s3.amazonaws.com"
  source_account = "111111111111"
}
