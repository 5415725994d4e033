resource "aws_cloudformation_stack" "this" {
  name = "queues"
  template_body = jsonencode({
    Resources = {
      Policy = {
        Type = "AWS::SQS::QueuePolicy"
        Properties = {
          Queues = ["https://sqs.eu-west-1.amazonaws.com/111111111111/orders"]
          PolicyDocument = {
            Version = "2012-10-17"
            Statement = [{
              Effect    = "Allow"
              Principal = "*"
              Action    = "sqs:*"
              Resource  = "*"
              Sid       = "Open"
            }]
          }
        }
      }
    }
  })
}
