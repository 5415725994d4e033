import { Testing } from "cdktf";
import { EnvironmentStack, KmsKey, Queue, type QueueProps, RolePair } from "../../constructs";
import { addressesOf, DEV, problemsOf, resourceAt, statementsOf, synthesized } from "../synthesized";

const KEY_ARN = "arn:aws:kms:eu-west-1:000000000000:key/11111111-2222-3333-4444-555555555555";

function queueJson(props: Partial<QueueProps> = {}) {
  return synthesized(
    (stack) => void new Queue(stack, "work", { queueName: props.fifo ? "dev-work.fifo" : "dev-work", ...props }),
  );
}

/** What a grant on a queue gives the task role. */
function granted(grant: (queue: Queue, roles: RolePair) => void, props: Partial<QueueProps> = {}) {
  const json = synthesized((stack) => {
    const queue = new Queue(stack, "work", { queueName: "dev-work", ...props });
    grant(queue, new RolePair(stack, "roles", { name: "my-dev-service" }));
  });
  return statementsOf(json, "task_role");
}

describe("a queue", () => {
  it("has a dead-letter queue of its own, with everything default", () => {
    const json = queueJson();
    expect(addressesOf(json)).toEqual([
      "aws_sqs_queue.work",
      "aws_sqs_queue.work_dead_letter",
      "aws_sqs_queue_redrive_allow_policy.work_dead_letter_redrive_allow_policy",
    ]);
    expect(json.resource).toMatchSnapshot();
  });

  it("takes all that SQS takes, with everything set", () => {
    const json = queueJson({
      fifo: true,
      contentBasedDeduplication: true,
      highThroughput: true,
      visibilityTimeoutSeconds: 120,
      retentionSeconds: 86_400,
      delaySeconds: 5,
      receiveWaitTimeSeconds: 10,
      maxMessageSizeBytes: 65_536,
      key: KmsKey.fromAlias("alias/my-service-dev"),
      dataKeyReuseSeconds: 3600,
      deadLetterQueue: { queueName: "dev-failed.fifo", maxReceiveCount: 3, retentionSeconds: 604_800 },
      alarms: {
        topicArn: "arn:aws:sns:eu-west-1:000000000000:alarms",
        oldestMessageAgeSeconds: 600,
        deadLetterMessages: 10,
      },
      tags: { tier: "backend" },
    });
    expect(json.resource).toMatchSnapshot();
  });

  it("has no dead-letter queue where a reason says why", () => {
    const json = queueJson({ noDeadLetterQueueBecause: "a lost message is sent again" });
    expect(addressesOf(json)).toEqual(["aws_sqs_queue.work"]);
    expect(resourceAt(json, "aws_sqs_queue.work").redrive_policy).toBeUndefined();
  });

  it("refuses plain HTTP, and so does its dead-letter queue", () => {
    const json = queueJson();
    for (const [name, arn] of [
      ["work", "arn:aws:sqs:eu-west-1:000000000000:dev-work"],
      ["work_dead_letter", "arn:aws:sqs:eu-west-1:000000000000:dev-work-dead-letter"],
    ]) {
      expect(resourceAt(json, `aws_sqs_queue.${name}`).policy.Statement).toEqual([
        {
          Sid: "DenyInsecureTransport",
          Effect: "Deny",
          Principal: "*",
          Action: ["sqs:*"],
          Resource: [arn],
          Condition: { Bool: { "aws:SecureTransport": ["false"] } },
        },
      ]);
    }
  });

  it("is made after the queue its redrive policy names", () => {
    expect(resourceAt(queueJson(), "aws_sqs_queue.work").depends_on).toEqual(["aws_sqs_queue.work_dead_letter"]);
  });

  it("names a FIFO queue's dead-letter queue as SQS wants it", () => {
    expect(resourceAt(queueJson({ fifo: true }), "aws_sqs_queue.work_dead_letter")).toMatchObject({
      name: "dev-work-dead-letter.fifo",
      fifo_queue: true,
    });
  });
});

describe("a grant on a queue", () => {
  const ARN = "arn:aws:sqs:eu-west-1:000000000000:dev-work";

  it("to consume gives five actions on the queue and nothing else", () => {
    expect(granted((queue, { task }) => queue.grantConsume(task))).toEqual({
      SQSConsume: {
        Effect: "Allow",
        Action: [
          "sqs:ChangeMessageVisibility",
          "sqs:DeleteMessage",
          "sqs:GetQueueAttributes",
          "sqs:GetQueueUrl",
          "sqs:ReceiveMessage",
        ],
        Resource: [ARN],
      },
    });
  });

  it("to send gives three actions on the queue and nothing else", () => {
    expect(granted((queue, { task }) => queue.grantSend(task))).toEqual({
      SQSSend: {
        Effect: "Allow",
        Action: ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"],
        Resource: [ARN],
      },
    });
  });

  it("to redrive gives the dead-letter queue's messages, and sending to the queue", () => {
    expect(granted((queue, { task }) => queue.grantRedrive(task))).toEqual({
      SQSRedrive: {
        Effect: "Allow",
        Action: [
          "sqs:CancelMessageMoveTask",
          "sqs:DeleteMessage",
          "sqs:GetQueueAttributes",
          "sqs:ListMessageMoveTasks",
          "sqs:ReceiveMessage",
          "sqs:StartMessageMoveTask",
        ],
        Resource: [`${ARN}-dead-letter`],
      },
      SQSRedriveTarget: { Effect: "Allow", Action: ["sqs:SendMessage"], Resource: [ARN] },
    });
  });

  it("of an encrypted queue gives its key, through SQS alone", () => {
    const statements = granted((queue, { task }) => queue.grantSend(task), { key: KmsKey.fromArn(KEY_ARN) });
    expect(statements.KMSEncryptMessages).toEqual({
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: [KEY_ARN],
      Condition: { StringEquals: { "kms:ViaService": ["sqs.eu-west-1.amazonaws.com"] } },
    });
  });

  it("adds to what was granted before, never taking it away", () => {
    const both = granted((queue, { task }) => {
      queue.grantConsume(task, { sid: "AllowDevSQS" });
      queue.grantSend(task, { sid: "AllowDevSQS" });
    });
    expect(Object.keys(both)).toEqual(["AllowDevSQS"]);
    expect(both.AllowDevSQS?.Action).toHaveLength(6);
  });

  it("to redrive needs a dead-letter queue", () => {
    const problems = problemsOf((stack) => {
      const queue = new Queue(stack, "work", {
        queueName: "dev-work",
        noDeadLetterQueueBecause: "a lost message is sent again",
      });
      queue.grantRedrive(new RolePair(stack, "roles", { name: "my-dev-service" }).task);
    });
    expect(problems).toEqual([
      "dev/work: 'dev-work' has no dead-letter queue to redrive: give it one, or drop grantRedrive",
    ]);
  });

  it("to a role of another account is refused", () => {
    const app = Testing.app();
    const stackOf = (name: string, account: string) =>
      new EnvironmentStack(app, { service: "my-service", environment: { ...DEV, name, account } });
    const { task } = new RolePair(stackOf("prod", "222222222222"), "roles", { name: "my-prod-service" });
    new Queue(stackOf("dev", "000000000000"), "work", { queueName: "dev-work" }).grantConsume(task);
    expect(() => app.synth()).toThrow(
      "dev/work: 'my-prod-service-task-role' must be a role of account 000000000000, got one of 222222222222",
    );
  });

  it("refuses a Sid that IAM would refuse", () => {
    const problems = problemsOf((stack) => {
      const queue = new Queue(stack, "work", { queueName: "dev-work" });
      queue.grantConsume(new RolePair(stack, "roles", { name: "my-dev-service" }).task, { sid: "allow dev" });
    });
    expect(problems).toEqual(["dev/work: 'sid' must be 1 to 128 letters or digits, got 'allow dev'"]);
  });
});

describe("a queue that exists already", () => {
  it("is granted and not made", () => {
    const json = synthesized((stack) => {
      const { task } = new RolePair(stack, "roles", { name: "my-dev-service" });
      const orders = Queue.fromName(stack, "orders", "orders", {
        deadLetterQueueName: "orders-failed",
        key: KmsKey.fromAlias("alias/orders"),
      });
      orders.grantConsume(task);
      orders.grantRedrive(task);
    });
    expect(json.resource.aws_sqs_queue).toBeUndefined();
    expect(statementsOf(json, "task_role")).toMatchSnapshot();
  });
});
