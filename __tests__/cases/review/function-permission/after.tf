resource "aws_lambda_permission" "l" {
  statement_id  = "invoke"
  function_name = "orders"
  action        = "lambda:InvokeFunction"
  principal     = "*"
}
