resource "aws_cloudformation_stack" "this" {
  name = "orders"
  template_body = jsonencode({
    Resources = {
      Policy = {
        Type = "AWS::IAM::ManagedPolicy"
        Properties = {
          PolicyDocument = {
            Version   = "2012-10-17"
            Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "arn:aws:sqs:eu-west-1:111111111111:orders" }]
          }
        }
      }
    }
  })
}
