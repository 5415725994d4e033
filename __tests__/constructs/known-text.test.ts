import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { KinesisStream } from "@cdktf/provider-aws/lib/kinesis-stream";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { TerraformVariable, Testing } from "cdktf";
import { access, EnvironmentStack, RolePair } from "../../constructs";
import { isArn, knownText } from "../../constructs/environment/known-text";
import { DEV, statementsOf, synthesized } from "../synthesized";

const table = (stack: EnvironmentStack, more = {}) =>
  new DynamodbTable(stack, "table", { name: "orders", billingMode: "PAY_PER_REQUEST", hashKey: "id", ...more });

describe("what follows from a resource's own name", () => {
  const stack = new EnvironmentStack(Testing.app(), { service: "my-service", environment: DEV });
  const repository = new EcrRepository(stack, "repository", { name: "svc" });
  const queue = new SqsQueue(stack, "queue", { name: "work" });
  const bucket = new S3Bucket(stack, "bucket", { bucket: "templates" });
  const rule = { eventPattern: "{}" };

  it.each([
    [table(stack).arn, "arn:aws:dynamodb:eu-west-1:000000000000:table/orders"],
    [queue.arn, "arn:aws:sqs:eu-west-1:000000000000:work"],
    [queue.url, "https://sqs.eu-west-1.amazonaws.com/000000000000/work"],
    [queue.id, "https://sqs.eu-west-1.amazonaws.com/000000000000/work"],
    [new SnsTopic(stack, "topic", { name: "placed.fifo" }).arn, "arn:aws:sns:eu-west-1:000000000000:placed.fifo"],
    [bucket.arn, "arn:aws:s3:::templates"],
    [bucket.id, "templates"],
    [`${bucket.arn}/in/*`, "arn:aws:s3:::templates/in/*"],
    [`${repository.repositoryUrl}:1.0`, "000000000000.dkr.ecr.eu-west-1.amazonaws.com/svc:1.0"],
    [
      new SsmParameter(stack, "parameter", { name: "/svc/db", type: "SecureString", value: "x" }).arn,
      "arn:aws:ssm:eu-west-1:000000000000:parameter/svc/db",
    ],
    [new CloudwatchLogGroup(stack, "group", { name: "/svc" }).name, "/svc"],
    [
      new IamRole(stack, "role", { name: "deploy", path: "/ci/", assumeRolePolicy: "{}" }).arn,
      "arn:aws:iam::000000000000:role/ci/deploy",
    ],
    [new KinesisStream(stack, "stream", { name: "clicks" }).id, "arn:aws:kinesis:eu-west-1:000000000000:stream/clicks"],
    [
      new CloudwatchEventRule(stack, "rule", { name: "nightly", ...rule }).arn,
      "arn:aws:events:eu-west-1:000000000000:rule/nightly",
    ],
    [
      new CloudwatchEventRule(stack, "on_bus", { name: "placed", eventBusName: "orders", ...rule }).arn,
      "arn:aws:events:eu-west-1:000000000000:rule/orders/placed",
    ],
    [new SecretsmanagerSecret(stack, "secret", { name: "svc/db" }).name, "svc/db"],
  ])("is written out: %#", (token, known) => {
    expect(knownText(token)).toBe(known);
  });

  it.each([
    ["a secret's ARN, which ends in what Secrets Manager chooses", new SecretsmanagerSecret(stack, "other", {}).arn],
    ["a prefix in place of a name", new SqsQueue(stack, "prefixed", { namePrefix: "work-" }).arn],
    ["each of several", new SqsQueue(stack, "several", { name: "one", count: 2 }).arn],
    ["a region of its own", new SqsQueue(stack, "elsewhere", { name: "one", region: "us-east-1" }).arn],
    ["a variable", new TerraformVariable(stack, "given", {}).stringValue],
    [
      "an attribute that AWS chooses",
      table(new EnvironmentStack(Testing.app(), { service: "s", environment: DEV })).streamArn,
    ],
  ])("stays a token for %s", (_, token) => {
    expect(knownText(token)).toBe(token);
  });

  it("stays a token where an override has the last word", () => {
    const overridden = new SqsQueue(stack, "overridden", { name: "one" });
    overridden.addOverride("name", "two");
    const { arn } = overridden;
    expect(knownText(arn)).toBe(arn);
  });

  it("keeps a variable that is part of the name", () => {
    const variable = new TerraformVariable(stack, "suffix", {}).stringValue;
    const named = new SqsQueue(stack, "named", { name: `work-${variable}` });
    expect(knownText(named.arn)).toBe(`arn:aws:sqs:eu-west-1:000000000000:work-${variable}`);
  });

  it("tells an ARN by its attribute", () => {
    expect([isArn(queue.arn), isArn(queue.url), isArn("arn:aws:sqs:eu-west-1:000000000000:work")]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it("is told of another stack's resource by that stack's place", () => {
    const app = Testing.app();
    const elsewhere = { ...DEV, name: "data", account: "111111111111", region: "us-east-1" };
    const data = new EnvironmentStack(app, { service: "data", environment: elsewhere });
    expect(knownText(table(data).arn)).toBe("arn:aws:dynamodb:us-east-1:111111111111:table/orders");
  });
});

describe("a role's policy", () => {
  const TABLE = "arn:aws:dynamodb:eu-west-1:000000000000:table/orders";
  const rolesOf = (stack: EnvironmentStack) => new RolePair(stack, "roles", { name: "svc" });

  it("is known in the plan where a resource's name is", () => {
    const json = synthesized((stack) => {
      const { arn } = table(stack);
      const { task } = rolesOf(stack);
      task.allow("Get", { actions: ["dynamodb:GetItem"], resources: [arn] });
      task.allow("Query", { actions: ["dynamodb:Query"], resources: [`${arn}/index/*`] });
      task.allow("Put", access.writeTable(arn));
      task.allow("Scan", {
        actions: ["kms:Decrypt"],
        resources: ["arn:aws:kms:eu-west-1:000000000000:key/00000000-0000-0000-0000-000000000000"],
        conditions: { StringEquals: { "kms:EncryptionContext:table": arn } },
      });
    });
    const { Get, Query, Put, Scan } = statementsOf(json, "task_role");
    expect([Get?.Resource, Query?.Resource, Put?.Resource]).toEqual([[TABLE], [`${TABLE}/index/*`], [TABLE]]);
    expect(Scan?.Condition).toEqual({ StringEquals: { "kms:EncryptionContext:table": [TABLE] } });
  });

  it("keeps the reference where Terraform alone knows the name", () => {
    const json = synthesized((stack) => {
      const { arn } = new SqsQueue(stack, "prefixed", { namePrefix: "work-" });
      const { task } = rolesOf(stack);
      task.allow("Send", { actions: ["sqs:SendMessage"], resources: [arn] });
      task.allow("Publish", access.publish(new SnsTopic(stack, "topic", {}).arn));
    });
    const { Send, Publish } = statementsOf(json, "task_role");
    expect([Send?.Resource, Publish?.Resource]).toEqual([
      [["$", "{aws_sqs_queue.prefixed.arn}"].join("")],
      [["$", "{aws_sns_topic.topic.arn}"].join("")],
    ]);
  });

  it("is checked behind the reference", () => {
    const wrong = () =>
      synthesized((stack) => {
        rolesOf(stack).task.allow("Send", { actions: ["sqs:SendMessage"], resources: [table(stack).arn] });
      });
    expect(wrong).toThrow("'Send.resources' must be of a type that sqs:SendMessage takes");
  });

  it("takes the name of a resource where a name is wanted, and says what to give where there is none", () => {
    const json = synthesized((stack) => {
      const { bucket } = new S3Bucket(stack, "bucket", { bucket: "templates" });
      rolesOf(stack).task.allow("Read", access.readObjects(bucket, "in/"));
    });
    const { Read, Read2 } = statementsOf(json, "task_role");
    expect([Read?.Resource, Read2?.Resource]).toEqual([["arn:aws:s3:::templates/in/*"], ["arn:aws:s3:::templates"]]);
    const unnamed = () =>
      synthesized((stack) => {
        rolesOf(stack).task.allow("Read", access.readObjects(new S3Bucket(stack, "bucket", {}).bucket));
      });
    expect(unnamed).toThrow("'bucketName' must be known when the stack is synthesized: give the name itself");
  });
});
