import { stripVTControlCharacters } from "node:util";
import { App } from "cdktf";
import {
  assertAllows,
  assertAllowsNothingOn,
  assertAllowsOnly,
  assertDenies,
  matchers,
  type PermissionMatchers,
} from "../../testing";
import { environments } from "../article-service/environments";
import { ServiceStack } from "../article-service/service-stack";

declare global {
  namespace jest {
    interface Matchers<R> extends PermissionMatchers<R> {}
  }
}

expect.extend(matchers);

const [dev] = environments;
if (!dev) throw new Error("there is no environment");
const stack = new ServiceStack(new App(), dev);
const QUEUE = "arn:aws:sqs:eu-west-1:000000000000:dev-pending-queue";
const OTHER = "arn:aws:sqs:eu-west-1:000000000000:dev-pending-queue-dead-letter";
const send = { role: "task", action: "sqs:SendMessage", resource: QUEUE };

function messageOf(assert: () => void): string {
  try {
    assert();
  } catch (error) {
    return stripVTControlCharacters((error as Error).message);
  }
  throw new Error("the assertion holds");
}

describe("toAllow", () => {
  it("holds for what a role may do", () => {
    expect(stack).toAllow(send);
    expect(stack).toAllow({ ...send, resource: "aws_sqs_queue.pending" });
    expect(stack).not.toAllow({ ...send, resource: OTHER });
    expect(stack).not.toAllow({ ...send, context: { "aws:SecureTransport": "false" } });
  });

  it("fails with the statement that comes nearest, and why it doesn't allow", () => {
    const message = messageOf(() => expect(stack).toAllow({ ...send, resource: OTHER }));
    expect(message).toContain(`expected it to be allowed\n\nthe task role, sqs:SendMessage on ${OTHER}`);
    expect(message).toContain(
      "no policy of the principal allows it: task role policy: AllowDevSQS is nearest, and is about",
    );
    expect(message).toContain('"Sid": "AllowDevSQS"');
  });

  it("fails with the statement that denies", () => {
    const message = messageOf(() => expect(stack).toAllow({ ...send, context: { "aws:SecureTransport": "false" } }));
    expect(message).toContain("with aws:SecureTransport = false: denied by queue policy: DenyInsecureTransport");
  });

  it("fails under .not with the statement that allows", () => {
    const message = messageOf(() => expect(stack).not.toAllow(send));
    expect(message).toContain("expected it to be denied");
    expect(message).toContain("allowed by task role policy: AllowDevSQS");
  });
});

describe("toAllowOnly", () => {
  const action = [
    "sqs:ChangeMessageVisibility",
    "sqs:DeleteMessage",
    "sqs:GetQueueAttributes",
    "sqs:GetQueueUrl",
    "sqs:ReceiveMessage",
    "sqs:SendMessage",
  ];
  const resource = ["aws_sqs_queue.pending", "aws_sqs_queue.confirmed"];

  it("holds for what the role is granted, by name or by pattern", () => {
    expect(stack).toAllowOnly([{ action, resource }], { role: "task" });
    expect(stack).toAllowOnly([{ action: "sqs:*", resource }], { role: "task" });
    expect(stack).not.toAllowOnly([{ action: "sqs:*", resource }]);
  });

  it("fails with what is granted beside, by its statement", () => {
    const less = action.filter((one) => one !== "sqs:DeleteMessage");
    expect(messageOf(() => expect(stack).toAllowOnly([{ action: less, resource }], { role: "task" }))).toContain(
      `task role policy: AllowDevSQS allows sqs:DeleteMessage on ${QUEUE}, which is not listed`,
    );
  });

  it("fails with what is listed and not granted", () => {
    const more = [
      { action, resource },
      { action: "s3:GetObject", resource: "arn:aws:s3:::reports/*" },
    ];
    expect(messageOf(() => expect(stack).toAllowOnly(more, { role: "task" }))).toContain(
      "nothing allows s3:GetObject on arn:aws:s3:::reports/*, which is listed",
    );
  });
});

describe("toAllowNothingOn", () => {
  it("holds where no statement reaches a resource of the pattern", () => {
    expect(stack).toAllowNothingOn("arn:aws:s3:::*");
    expect(stack).toAllowNothingOn("arn:aws:ssm:*:*:parameter/*", { role: "task" });
    expect(stack).not.toAllowNothingOn("arn:aws:sqs:*:*:*");
  });

  it("fails with the statements that do", () => {
    expect(messageOf(() => expect(stack).toAllowNothingOn("arn:aws:ssm:*:*:parameter/*"))).toContain(
      "execution role policy: SSMGetParameters allows ssm:GetParameters on arn:aws:ssm:eu-west-1:000000000000:parameter/my-service/dev/database-password",
    );
  });
});

describe("the functions for node:test", () => {
  it("hold and fail as the matchers do", () => {
    assertAllows(stack, send);
    assertDenies(stack, { ...send, resource: OTHER });
    assertAllowsNothingOn(stack, "arn:aws:s3:::*");
    assertAllowsOnly(stack, [{ action: "sqs:*", resource: "*" }], { role: "task" });
    expect(messageOf(() => assertAllows(stack, { ...send, resource: OTHER }))).toContain("expected it to be allowed");
    expect(messageOf(() => assertDenies(stack, send))).toContain("allowed by task role policy: AllowDevSQS");
    expect(messageOf(() => assertAllowsNothingOn(stack, "arn:aws:sqs:*:*:*"))).toContain("allows sqs:SendMessage");
    expect(messageOf(() => assertAllowsOnly(stack, [], { role: "task" }))).toContain("which is not listed");
  });
});
