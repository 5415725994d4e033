resource "aws_lambda_permission" "l" {
  statement_id   = "invoke"
  function_name  = "orders"
  action         = "lambda:InvokeFunction"
  principal      = "s3.amazonaws.com"
  source_arn     = "arn:aws:s3:::orders-files"
  source_account = "111111111111"
}
