import type { Calls, ResourceCalls } from "./deployed-stack";

/** SQS's resources. Tags are given as a queue is created, which SQS authorises as `sqs:TagQueue` beside it. */
export const SQS_CALLS: Readonly<Record<string, ResourceCalls>> = {
  aws_sqs_queue: {
    source: "sqs/queue.go: resourceQueueCreate, resourceQueueRead, resourceQueueUpdate, resourceQueueDelete",
    calls: ({ name }, stack) => {
      if (stack.text(name) === undefined) return undefined;
      const resources = [stack.arn("sqs", name)];
      return [
        readQueues(resources),
        {
          sid: "ChangeQueues",
          when: "apply",
          actions: ["sqs:CreateQueue", "sqs:DeleteQueue", "sqs:SetQueueAttributes", "sqs:TagQueue", "sqs:UntagQueue"],
          resources,
        },
      ];
    },
  },
  aws_sqs_queue_policy: {
    source: "sqs/queue_policy.go, sqs/attribute_funcs.go: Upsert, Read, Delete",
    calls: ({ queue_url: url }, stack) => queueAttributes(stack.queueArn(url)),
  },
  aws_sqs_queue_redrive_allow_policy: {
    source: "sqs/queue_redrive_allow_policy.go, sqs/attribute_funcs.go: Upsert, Read, Delete",
    calls: ({ queue_url: url }, stack) => queueAttributes(stack.queueArn(url)),
  },
};

function readQueues(resources: readonly string[]): Calls {
  return { sid: "ReadQueues", when: "plan", actions: ["sqs:GetQueueAttributes", "sqs:ListQueueTags"], resources };
}

function queueAttributes(queue: string | undefined): readonly Calls[] | undefined {
  if (queue === undefined) return undefined;
  return [
    { sid: "ReadQueueAttributes", when: "plan", actions: ["sqs:GetQueueAttributes"], resources: [queue] },
    { sid: "ChangeQueueAttributes", when: "apply", actions: ["sqs:SetQueueAttributes"], resources: [queue] },
  ];
}
