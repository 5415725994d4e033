/** What using a queue takes; batch calls are authorised under the same names. Source: SQS developer guide, API permissions reference. */
export const CONSUME_ACTIONS: readonly string[] = [
  "sqs:ReceiveMessage",
  "sqs:DeleteMessage",
  "sqs:ChangeMessageVisibility",
  "sqs:GetQueueAttributes",
  "sqs:GetQueueUrl",
];

export const SEND_ACTIONS: readonly string[] = ["sqs:SendMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl"];

/** Moving messages out of a dead-letter queue. */
export const MOVE_ACTIONS: readonly string[] = [
  "sqs:StartMessageMoveTask",
  "sqs:CancelMessageMoveTask",
  "sqs:ListMessageMoveTasks",
  "sqs:ReceiveMessage",
  "sqs:DeleteMessage",
  "sqs:GetQueueAttributes",
];
