import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { KmsKey as KmsKeyResource } from "@cdktf/provider-aws/lib/kms-key";
import { KmsKeyPolicy } from "@cdktf/provider-aws/lib/kms-key-policy";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { type EnvironmentStack, KmsKey, Queue, type QueueProps } from "../../constructs";
import { problemsOf, type Resource, resourceAt, synthesized } from "../synthesized";

const TOPIC = "arn:aws:sns:eu-west-1:000000000000:placed";
const RULE = "arn:aws:events:eu-west-1:000000000000:rule/orders/placed";
const QUEUE = "arn:aws:sqs:eu-west-1:000000000000:work";
const KEY = "arn:aws:kms:eu-west-1:000000000000:key/00000000-0000-0000-0000-000000000000";
const expression = (address: string) => ["$", `{${address}}`].join("");

function queueOf(stack: EnvironmentStack, props: Partial<QueueProps> = {}): Queue {
  return new Queue(stack, "work", { queueName: props.fifo ? "work.fifo" : "work", ...props });
}

/** The statements of the queue's policy, by Sid. */
function statementsOf(policy: { readonly Statement: readonly Resource[] }): Readonly<Record<string, Resource>> {
  return Object.fromEntries(policy.Statement.map(({ Sid, ...statement }) => [Sid, statement]));
}

describe("a queue that a topic sends to", () => {
  it("lets that topic send in its one policy, which asks for TLS as ever, and is subscribed", () => {
    const json = synthesized((stack) => queueOf(stack).allowSendFromTopic(TOPIC));
    expect(statementsOf(resourceAt(json, "aws_sqs_queue.work").policy)).toEqual({
      DenyInsecureTransport: expect.objectContaining({ Effect: "Deny" }),
      SendFromTopic: {
        Effect: "Allow",
        Principal: { Service: "sns.amazonaws.com" },
        Action: ["sqs:SendMessage"],
        Resource: [QUEUE],
        Condition: { ArnEquals: { "aws:SourceArn": [TOPIC] } },
      },
    });
    expect(resourceAt(json, "aws_sns_topic_subscription.work_from_topic_placed")).toMatchObject({
      topic_arn: TOPIC,
      protocol: "sqs",
      endpoint: QUEUE,
      depends_on: ["aws_sqs_queue.work"],
    });
  });

  it("names several topics in one statement", () => {
    const json = synthesized((stack) => {
      const queue = queueOf(stack);
      for (const name of ["placed", "paid"]) queue.allowSendFromTopic(TOPIC.replace("placed", name));
    });
    const { SendFromTopic } = statementsOf(resourceAt(json, "aws_sqs_queue.work").policy);
    expect(SendFromTopic?.Condition.ArnEquals["aws:SourceArn"]).toEqual([TOPIC.replace("placed", "paid"), TOPIC]);
  });

  it("takes a topic of the stack: the policy is known, and the subscription follows the topic", () => {
    const json = synthesized((stack) => {
      const { arn } = new SnsTopic(stack, "topic", { name: "placed" });
      queueOf(stack).allowSendFromTopic(arn, { rawMessageDelivery: true, filterPolicy: { kind: ["order"] } });
    });
    const { SendFromTopic } = statementsOf(resourceAt(json, "aws_sqs_queue.work").policy);
    expect(SendFromTopic?.Condition.ArnEquals["aws:SourceArn"]).toEqual([TOPIC]);
    expect(resourceAt(json, "aws_sns_topic_subscription.work_from_topic_placed")).toMatchObject({
      topic_arn: expression("aws_sns_topic.topic.arn"),
      raw_message_delivery: true,
      filter_policy: '{"kind":["order"]}',
    });
  });

  it("takes a topic whose name Terraform chooses", () => {
    const json = synthesized((stack) => queueOf(stack).allowSendFromTopic(new SnsTopic(stack, "topic", {}).arn));
    const { SendFromTopic } = statementsOf(resourceAt(json, "aws_sqs_queue.work").policy);
    expect(SendFromTopic?.Condition.ArnEquals["aws:SourceArn"]).toEqual([expression("aws_sns_topic.topic.arn")]);
  });

  it.each<[string, Partial<QueueProps>, string, object, string]>([
    ["a topic by name", {}, "placed", {}, "'topicArn' must be an ARN of the form arn:aws:sns"],
    ["a topic without order for a FIFO queue", { fifo: true }, TOPIC, {}, "'topicArn' must be a FIFO topic"],
    ["a subscription in another region", {}, TOPIC.replace("eu-west-1", "us-east-1"), {}, "be a topic in eu-west-1"],
    ["a misspelt option", {}, TOPIC, { rawMessageDelivry: true }, "did you mean rawMessageDelivery?"],
    ["a filter without a subscription", {}, TOPIC, { subscribe: false, filterPolicy: {} }, "'subscribe' must be true"],
  ])("refuses %s", (_, props, topic, options, problem) => {
    expect(problemsOf((stack) => queueOf(stack, props).allowSendFromTopic(topic, options))).toEqual([
      expect.stringContaining(problem),
    ]);
  });

  it("refuses a topic twice", () => {
    const problems = problemsOf((stack) => {
      const queue = queueOf(stack);
      queue.allowSendFromTopic(TOPIC);
      queue.allowSendFromTopic(TOPIC);
    });
    expect(problems).toEqual([`dev/work: 'topicArn' must be let in once, got '${TOPIC}'`]);
  });
});

describe("a queue that a bucket notifies", () => {
  it("lets that bucket of that account send", () => {
    const json = synthesized((stack) => queueOf(stack).allowSendFromBucket("uploads", { account: "111111111111" }));
    expect(statementsOf(resourceAt(json, "aws_sqs_queue.work").policy).SendFromBucket).toEqual({
      Effect: "Allow",
      Principal: { Service: "s3.amazonaws.com" },
      Action: ["sqs:SendMessage"],
      Resource: [QUEUE],
      Condition: {
        ArnLike: { "aws:SourceArn": ["arn:aws:s3:::uploads"] },
        StringEquals: { "aws:SourceAccount": ["111111111111"] },
      },
    });
    expect(json.resource.aws_s3_bucket_notification).toBeUndefined();
  });

  it("makes the notification where that is asked for", () => {
    const json = synthesized((stack) => {
      const { bucket } = new S3Bucket(stack, "bucket", { bucket: "uploads" });
      queueOf(stack).allowSendFromBucket(bucket, { notify: { keyPrefix: "in/" } });
    });
    expect(resourceAt(json, "aws_s3_bucket_notification.work_from_bucket_uploads")).toMatchObject({
      bucket: expression("aws_s3_bucket.bucket.bucket"),
      queue: [{ queue_arn: QUEUE, events: ["s3:ObjectCreated:*"], filter_prefix: "in/" }],
      depends_on: ["aws_s3_bucket.bucket", "aws_sqs_queue.work"],
    });
  });

  it("refuses a second notification of the bucket", () => {
    const problems = problemsOf((stack) => {
      new S3BucketNotification(stack, "theirs", { bucket: "uploads", eventbridge: true });
      queueOf(stack).allowSendFromBucket("uploads", { notify: {} });
    });
    expect(problems).toEqual([expect.stringContaining("dev/theirs is one already: a bucket has one")]);
  });

  it("refuses a FIFO queue, to which S3 sends nothing", () => {
    expect(problemsOf((stack) => queueOf(stack, { fifo: true }).allowSendFromBucket("uploads"))).toEqual([
      "dev/work: 'bucketName' must send to a standard queue, got 'uploads': S3 sends to no FIFO queue",
    ]);
  });
});

describe("a queue that a rule sends to", () => {
  it("lets that rule send, and is its target", () => {
    const json = synthesized((stack) => queueOf(stack).allowSendFromRule(RULE));
    expect(statementsOf(resourceAt(json, "aws_sqs_queue.work").policy).SendFromRule).toMatchObject({
      Principal: { Service: "events.amazonaws.com" },
      Condition: { ArnEquals: { "aws:SourceArn": [RULE] } },
    });
    expect(resourceAt(json, "aws_cloudwatch_event_target.work_from_rule_placed")).toMatchObject({
      rule: "placed",
      event_bus_name: "orders",
      arn: QUEUE,
    });
  });

  it("is the target of a rule of the stack, in a message group where it is a FIFO queue", () => {
    const json = synthesized((stack) => {
      const rule = new CloudwatchEventRule(stack, "rule", { name: "nightly", scheduleExpression: "rate(1 day)" });
      queueOf(stack, { fifo: true }).allowSendFromRule(rule.arn, { messageGroupId: "nightly" });
    });
    expect(resourceAt(json, "aws_cloudwatch_event_target.work_from_rule_nightly")).toMatchObject({
      rule: expression("aws_cloudwatch_event_rule.rule.name"),
      sqs_target: { message_group_id: "nightly" },
    });
  });

  it.each<[string, Partial<QueueProps>, string, object, string]>([
    ["a FIFO queue without a message group", { fifo: true }, RULE, {}, "'messageGroupId' must be set for a FIFO queue"],
    ["a message group for a standard queue", {}, RULE, { messageGroupId: "g" }, "be set for FIFO queues only"],
    ["a rule elsewhere", {}, RULE.replace("eu-west-1", "us-east-1"), {}, "'ruleArn' must be a rule in eu-west-1"],
  ])("refuses %s", (_, props, rule, options, problem) => {
    expect(problemsOf((stack) => queueOf(stack, props).allowSendFromRule(rule, options))).toEqual([
      expect.stringContaining(problem),
    ]);
  });
});

describe("a queue that another account sends to", () => {
  it("lets that principal send, find it and ask how full it is", () => {
    const principal = "arn:aws:iam::111111111111:role/producer";
    const json = synthesized((stack) => queueOf(stack).allowSendFromPrincipal(principal));
    expect(statementsOf(resourceAt(json, "aws_sqs_queue.work").policy).SendFromPrincipal).toEqual({
      Effect: "Allow",
      Principal: { AWS: principal },
      Action: ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"],
      Resource: [QUEUE],
    });
  });

  it.each(["*", "111111111111", "arn:aws:iam::111111111111:role/*"])("refuses %s", (principal) => {
    expect(problemsOf((stack) => queueOf(stack).allowSendFromPrincipal(principal))).toHaveLength(1);
  });
});

describe("a queue under a customer-managed key that somebody sends to", () => {
  const SNS = { Service: "sns.amazonaws.com" };
  const actions = ["kms:Decrypt", "kms:GenerateDataKey"];

  it("lets the sender use a key of this app, beside what KMS would let everybody do", () => {
    const json = synthesized((stack) => {
      const key = new KmsKeyResource(stack, "key", {});
      queueOf(stack, { key: KmsKey.fromArn(key.arn) }).allowSendFromTopic(TOPIC);
    });
    expect(statementsOf(resourceAt(json, "aws_kms_key.key").policy)).toEqual({
      EnableIamPolicies: {
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::000000000000:root" },
        Action: ["kms:*"],
        Resource: ["*"],
      },
      SendFromTopic: { Effect: "Allow", Principal: SNS, Action: actions, Resource: ["*"] },
    });
    expect(json.output).toBeUndefined();
  });

  it("keeps what the policy of the key says", () => {
    const own = {
      Sid: "Own",
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::000000000000:root" },
      Action: "kms:*",
      Resource: "*",
    };
    const json = synthesized((stack) => {
      const policy = JSON.stringify({ Version: "2012-10-17", Statement: own });
      const key = new KmsKeyResource(stack, "key", { policy });
      const queue = queueOf(stack, { key: KmsKey.fromArn(key.arn) });
      queue.allowSendFromTopic(TOPIC);
      queue.allowSendFromPrincipal("arn:aws:iam::111111111111:root");
    });
    const { Statement } = resourceAt(json, "aws_kms_key.key").policy;
    expect(Statement).toEqual([
      own,
      {
        Sid: "SendFromPrincipal",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::111111111111:root" },
        Action: actions,
        Resource: ["*"],
        Condition: { StringEquals: { "kms:ViaService": ["sqs.eu-west-1.amazonaws.com"] } },
      },
      { Sid: "SendFromTopic", Effect: "Allow", Principal: SNS, Action: actions, Resource: ["*"] },
    ]);
  });

  it.each<[string, (stack: EnvironmentStack) => KmsKey]>([
    ["is not made here", () => KmsKey.fromArn(KEY)],
    ["is known by its alias", () => KmsKey.fromAlias("alias/work")],
    [
      "has a policy that Terraform composes",
      (stack) => KmsKey.fromArn(new KmsKeyResource(stack, "key", { policy: expression("data.x.y.json") }).arn),
    ],
    [
      "has a policy of its own elsewhere",
      (stack) => {
        const key = new KmsKeyResource(stack, "key", {});
        new KmsKeyPolicy(stack, "policy", { keyId: key.id, policy: "{}" });
        return KmsKey.fromArn(key.arn);
      },
    ],
  ])("says what whoever owns the key must add where it %s", (_, keyOf) => {
    let remarks: readonly string[] = [];
    const json = synthesized((stack) => {
      const queue = queueOf(stack, { key: keyOf(stack) });
      queue.allowSendFromTopic(TOPIC);
      queue.allowSendFromRule(RULE);
      remarks = queue.node.metadata.map(({ data }) => String(data));
    });
    expect(JSON.parse(json.output?.work_key_policy?.value ?? "").Statement).toEqual([
      expect.objectContaining({ Sid: "SendFromRule", Principal: { Service: "events.amazonaws.com" }, Action: actions }),
      expect.objectContaining({ Sid: "SendFromTopic", Principal: SNS, Action: actions }),
    ]);
    expect(remarks).toEqual([expect.stringContaining("must add to its policy what the output work_key_policy says")]);
  });

  it("is refused the key that AWS manages, which lets no service in", () => {
    const problems = problemsOf((stack) =>
      queueOf(stack, { key: KmsKey.fromAlias("alias/aws/sqs") }).allowSendFromTopic(TOPIC),
    );
    expect(problems).toEqual([expect.stringContaining("'key' must be a customer-managed key, got 'alias/aws/sqs'")]);
  });
});

describe("a second policy of a queue", () => {
  it.each<[string, (queue: Queue) => string]>([
    ["by its URL's attribute", ({ resource }) => resource.url],
    ["by its id", ({ resource }) => resource.id],
    ["by its URL", ({ url }) => url],
    ["of its dead-letter queue", ({ deadLetterQueue }) => deadLetterQueue?.resource.url ?? ""],
  ])("is refused %s", (_, urlOf) => {
    const problems = problemsOf((stack) => {
      new SqsQueuePolicy(stack, "second", { queueUrl: urlOf(queueOf(stack)), policy: "{}" });
    });
    expect(problems).toEqual([expect.stringContaining("dev/second is a second policy of the queue")]);
  });

  it("of another queue is none of its business", () => {
    const url = "https://sqs.eu-west-1.amazonaws.com/000000000000/other";
    const build = (stack: EnvironmentStack) => {
      queueOf(stack);
      new SqsQueuePolicy(stack, "second", { queueUrl: url, policy: "{}" });
    };
    expect(problemsOf(build)).toEqual([]);
  });
});
