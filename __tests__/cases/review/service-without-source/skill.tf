resource "aws_lambda_permission" "p" {
  function_name      = "orders"
  action             = "lambda:InvokeFunction"
  principal          = "alexa-appkit.amazon.com"
  event_source_token = "amzn1.ask.skill.1"
}
