import { RoleUse } from "../../testing/role-use";
import { serviceStack } from "../evaluation/service-definition";

const QueueUrl = "http://127.0.0.1:9324/000000000000/orders";
const use = () =>
  new RoleUse(
    serviceStack({ family: "orders", queues: { work: { queueName: "orders" } }, grants: { work: ["grantSend"] } }),
  );

type Middleware = (
  next: (args: { input: object }) => Promise<unknown>,
  context: object,
) => (args: { input: object }) => Promise<unknown>;

/** A client that makes no calls, with the SDK's way to join in. */
function client() {
  const added: Middleware[] = [];
  const made: object[] = [];
  return {
    made,
    middlewareStack: { add: (middleware: Middleware) => added.push(middleware) },
    send: async (commandName: string, input: object) => {
      const last = async (args: { input: object }): Promise<unknown> => made.push(args);
      const call = added.reduce((next, middleware) => middleware(next, { clientName: "SQSClient", commandName }), last);
      return call({ input });
    },
  };
}

describe("the use of a role", () => {
  it("lets a call through that the role may make", async () => {
    const watched = use().watch(client());
    await watched.send("SendMessageBatchCommand", { QueueUrl });
    expect(watched.made).toHaveLength(1);
  });

  it("fails a call that the role may not make where it is made, and tells why", async () => {
    const watched = use().watch(client());
    await expect(async () => watched.send("DeleteMessageCommand", { QueueUrl })).rejects.toThrow(
      "the task role, sqs:DeleteMessage on arn:aws:sqs:eu-west-1:000000000000:orders: no policy of the principal allows it",
    );
    expect(watched.made).toEqual([]);
  });

  it("tells what was granted and never used", async () => {
    const role = use();
    await role.watch(client()).send("SendMessageCommand", { QueueUrl });
    expect(role.unused().map(({ action }) => action)).toEqual(["sqs:GetQueueAttributes", "sqs:GetQueueUrl"]);
    expect(role.report()).toContain(
      "grants sqs:GetQueueUrl on arn:aws:sqs:eu-west-1:000000000000:orders, which no call used",
    );
  });

  it("asks to be told what it does not know", () => {
    expect(() => use().judge({ service: "Lambda", operation: "Invoke", input: {} })).toThrow(
      "what Lambda Invoke asks of AWS is not known here: give 'requestOf'",
    );
  });

  it.each([
    ["S3", "HeadObject", { Bucket: "b", Key: "k" }, "s3:GetObject on arn:aws:s3:::b/k"],
    ["S3", "ListObjectsV2", { Bucket: "b" }, "s3:ListBucket on arn:aws:s3:::b"],
    [
      "SNS",
      "PublishBatch",
      { TopicArn: "arn:aws:sns:eu-west-1:000000000000:t" },
      "sns:Publish on arn:aws:sns:eu-west-1:000000000000:t",
    ],
    [
      "DynamoDB",
      "Query",
      { TableName: "t", IndexName: "i" },
      "dynamodb:Query on arn:aws:dynamodb:eu-west-1:000000000000:table/t/index/i",
    ],
  ])("knows what %s %s asks", (service, operation, input, asked) => {
    expect(() => use().judge({ service, operation, input })).toThrow(`the task role, ${asked}: no policy`);
  });
});
