resource "aws_cloudformation_stack" "this" {
  name = "queues"
  template_body = jsonencode({
    Resources = {
      Queue = {
        Type = "AWS::SQS::Queue"
      }
    }
  })
}
