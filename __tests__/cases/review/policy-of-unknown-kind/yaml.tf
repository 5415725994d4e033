resource "aws_cloudformation_stack" "this" {
  name          = "queues"
  template_body = <<-EOT
    Resources:
      Policy:
        Type: AWS::SQS::QueuePolicy
        Properties:
          Queues: [!Ref Queue]
          PolicyDocument:
            Statement:
              - Effect: Allow
                Principal: "*"
                Action: sqs:*
                Resource: "*"
  EOT
}
