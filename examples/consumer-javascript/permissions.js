const { App } = require("cdktf");
const { EnvironmentStack } = require("ecs-role-pair");
const { matchers, Permissions } = require("ecs-role-pair/testing");
const { Thumbnails } = require("./thumbnails");

const environment = {
  name: "test",
  account: "000000000000",
  region: "eu-central-1",
  owner: "my-team",
  backend: { type: "local" },
};
const stack = new EnvironmentStack(new App(), { service: "thumbnails", environment });
new Thumbnails(stack, "service", environment);

const UPLOADS = "arn:aws:s3:::test-thumbnails-uploads";
const SIGNING = "arn:aws:secretsmanager:eu-central-1:000000000000:secret:test-thumbnails/signing-AbCdEf";
const STRANGER = "arn:aws:iam::999999999999:role/stranger";

/** Twelve tests of who may do what; Jest and Vitest run the same. */
function permissions({ describe, test, expect }) {
  expect.extend(matchers);

  describe("the application", () => {
    test("takes uploads from its queue", () => {
      expect(stack).toAllow({ role: "task", action: "sqs:ReceiveMessage", resource: "aws_sqs_queue.uploads" });
    });
    test("tells what is drawn", () => {
      expect(stack).toAllow({ role: "task", action: "sqs:SendMessage", resource: "aws_sqs_queue.drawn" });
    });
    test("does not read what it has told", () => {
      expect(stack).not.toAllow({ role: "task", action: "sqs:ReceiveMessage", resource: "aws_sqs_queue.drawn" });
    });
    test("does not delete a queue", () => {
      expect(stack).not.toAllow({ role: "task", action: "sqs:DeleteQueue", resource: "aws_sqs_queue.uploads" });
    });
    test("reads uploads", () => {
      expect(stack).toAllow({ role: "task", action: "s3:GetObject", resource: `${UPLOADS}/cat.png` });
    });
    test("reads no other bucket", () => {
      expect(stack).not.toAllow({ role: "task", action: "s3:GetObject", resource: "arn:aws:s3:::salaries/2026.csv" });
    });
    test("writes no upload", () => {
      expect(stack).not.toAllow({ role: "task", action: "s3:PutObject", resource: `${UPLOADS}/cat.png` });
    });
    test("reads no secret: ECS hands it over", () => {
      expect(stack).toAllowNothingOn("arn:aws:secretsmanager:*:*:secret:*", { role: "task" });
      expect(stack).toAllow({ role: "execution", action: "secretsmanager:GetSecretValue", resource: SIGNING });
    });
    test("may do nothing else than work with queues and read uploads", () => {
      const queues = ["aws_sqs_queue.uploads", "aws_sqs_queue.drawn", "aws_sqs_queue.changes"];
      const allowed = [
        { action: "sqs:*", resource: queues },
        { action: ["s3:GetObject", "s3:ListBucket"], resource: [UPLOADS, `${UPLOADS}/*`] },
      ];
      expect(stack).toAllowOnly(allowed, { role: "task" });
    });
  });

  describe("everyone else", () => {
    test("of other accounts sends nothing to the queues", () => {
      expect(stack).not.toAllow({ principal: STRANGER, action: "sqs:SendMessage", resource: "aws_sqs_queue.uploads" });
    });
    test("uses TLS, whoever they are", () => {
      const colleague = { principal: "arn:aws:iam::000000000000:role/colleague", action: "sqs:SendMessage" };
      const plain = { "aws:SecureTransport": "false" };
      expect(stack).toAllow({ ...colleague, resource: "aws_sqs_queue.uploads" });
      expect(stack).not.toAllow({ ...colleague, resource: "aws_sqs_queue.uploads", context: plain });
    });
    test("but ECS does not become the application, and ECS only for its own account", () => {
      const assume = { action: "sts:AssumeRole", resource: Permissions.of(stack).roles("task")[0].arn };
      const ecs = { principal: "ecs-tasks.amazonaws.com", ...assume };
      const source = (account) => ({
        "aws:SourceAccount": account,
        "aws:SourceArn": `arn:aws:ecs:eu-central-1:${account}:task/1`,
      });
      expect(stack).toAllow({ ...ecs, context: source("000000000000") });
      expect(stack).not.toAllow({ ...ecs, context: source("999999999999") });
      expect(stack).not.toAllow({ principal: STRANGER, ...assume });
    });
  });
}

module.exports = { permissions };
