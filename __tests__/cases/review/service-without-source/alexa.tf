resource "aws_lambda_permission" "p" {
  function_name = "orders"
  action        = "lambda:InvokeFunction"
  principal     = "alexa-appkit.amazon.com"
}
