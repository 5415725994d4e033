// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of Terraform and variables of IAM
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { Permissions } from "../../testing/permissions";
import { planOf } from "../../testing/planned-source";
import { serviceStack } from "../evaluation/service-definition";

const ROLE = "arn:aws:iam::000000000000:role/orders";
const QUEUE = "arn:aws:sqs:eu-west-1:000000000000:orders";
const send = { action: "sqs:SendMessage", resource: QUEUE };
const stackOf = () =>
  serviceStack({ family: "orders", queues: { work: { queueName: "orders" } }, grants: { work: ["grantSend"] } });

/** A policy document that allows this. */
function allowing(Action: string, Resource: string): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Sid: "Only", Effect: "Allow", Action, Resource }] });
}

/** The JSON of a stack with one role and one policy of it. */
function rawStack(policy: string, more: Readonly<Record<string, object>> = {}) {
  return {
    provider: { aws: [{ region: "eu-west-1", allowed_account_ids: ["000000000000"] }] },
    resource: {
      aws_iam_role: { app: { name: "orders", assume_role_policy: allowing("sts:AssumeRole", "*") } },
      aws_iam_role_policy: { app: { role: "${aws_iam_role.app.name}", policy } },
      aws_sqs_queue: { work: { name: "orders" } },
      ...more,
    },
  };
}

describe("permissions are read alike", () => {
  const stack = stackOf();
  const plan = planOf(stack);
  const resources = plan.resource_changes.map(({ address, type, change: { after } }) => ({
    address,
    type,
    values: { ...after, ...(type === "aws_iam_role_policy" && { role: "orders-task-role" }) },
  }));

  test.each([
    ["of a stack", stack],
    ["of its synthesized JSON", JSON.parse(JSON.stringify(stackOf().toTerraform()))],
    ["of a plan", plan],
    ["of a state", { format_version: "1.0", values: { root_module: { child_modules: [{ resources }] } } }],
  ])("%s", (_, source) => {
    const permissions = Permissions.of(source, { account: "000000000000", region: "eu-west-1" });
    expect(permissions.decide({ role: "orders-task-role", ...send }).decision).toBe("allowed");
    expect(permissions.decide({ role: "orders-task-role", ...send, action: "sqs:DeleteMessage" }).decision).toBe(
      "denied",
    );
    expect(permissions.decide({ role: "task", ...send }).decision).toBe("allowed");
    expect(permissions.decide({ principal: "*", ...send }).decision).toBe("denied");
  });

  test("of a plan that Terraform made", () => {
    const file = join(__dirname, "..", "cases", "review", "queue-opened", "after.plan.json");
    const permissions = Permissions.of(JSON.parse(readFileSync(file, "utf8")), {
      account: "123456789012",
      region: "eu-west-1",
    });
    const queue = permissions.world.holders.find(({ kind }) => kind === "queue");
    expect(
      permissions.decide({ principal: "*", action: "sqs:SendMessage", resource: String(queue?.arn) }).decision,
    ).toBe("allowed");
  });

  test("of a stack of plain resources, whose policies refer to others", () => {
    const permissions = Permissions.of(rawStack(allowing("sqs:SendMessage", "${aws_sqs_queue.work.arn}")));
    expect(permissions.decide({ role: "orders", ...send }).decision).toBe("allowed");
    expect(permissions.decide({ principal: ROLE, ...send }).decision).toBe("allowed");
    expect(
      permissions.decide({ role: "aws_iam_role.app", action: send.action, resource: "aws_sqs_queue.work" }).decision,
    ).toBe("allowed");
  });

  test("without Terraform's escapes", () => {
    const permissions = Permissions.of(
      rawStack(allowing("s3:GetObject", "arn:aws:s3:::home/$${aws:PrincipalTag/team}/*")),
    );
    const read = { role: "orders", action: "s3:GetObject", resource: "arn:aws:s3:::home/red/a" };
    expect(permissions.decide({ ...read, context: { "aws:PrincipalTag/team": "red" } }).decision).toBe("allowed");
    expect(permissions.decide({ ...read, context: { "aws:PrincipalTag/team": "blue" } }).decision).toBe("denied");
  });
});

describe("AWS's own managed policies", () => {
  test("allow what they say", () => {
    const arn = "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess";
    const attached = { aws_iam_role_policy_attachment: { app: { role: "orders", policy_arn: arn } } };
    const permissions = Permissions.of(rawStack(allowing("s3:GetObject", "*"), attached));
    expect(permissions.decide({ role: "orders", ...send, action: "sqs:GetQueueAttributes" }).decision).toBe("allowed");
    expect(permissions.decide({ role: "orders", ...send }).decision).toBe("denied");
  });
});

describe("whoever is not in the stack", () => {
  test("may do anything in their account, so that only the stack's policies stop them", () => {
    const permissions = Permissions.of(stackOf());
    const stranger = "arn:aws:iam::999999999999:role/stranger";
    const colleague = "arn:aws:iam::000000000000:role/colleague";
    expect(permissions.decide({ principal: colleague, ...send }).decision).toBe("allowed");
    expect(permissions.decide({ principal: stranger, ...send }).decision).toBe("denied");
    expect(
      permissions.decide({ principal: colleague, ...send, context: { "aws:SecureTransport": "false" } }).decision,
    ).toBe("denied");
  });
});

describe("what cannot be answered is told", () => {
  const attached = (policy_arn: string) => ({
    aws_iam_role_policy_attachment: { app: { role: "orders", policy_arn } },
  });
  const arn = "arn:aws:iam::000000000000:policy/shared";

  test.each([
    ["no source", 5, { role: "task", ...send }, "permissions are asked of a stack, a plan or a state, got 5"],
    ["another object", { a: 1 }, { role: "task", ...send }, "this is neither a stack, nor its synthesized JSON"],
    ["a state file", { serial: 1, lineage: "x" }, { role: "task", ...send }, "give what 'terraform show -json' prints"],
    ["nobody", stackOf(), { ...send }, "a request names either its 'role' or its 'principal'"],
    ["a role that there isn't", stackOf(), { role: "worker", ...send }, "there is no role 'worker': there are orders-"],
    [
      "a misspelt action",
      stackOf(),
      { role: "task", ...send, action: "sqs:SendMesage" },
      "did you mean sqs:SendMessage",
    ],
    ["a resource of another type", stackOf(), { role: "task", ...send, resource: "arn:aws:s3:::a" }, "never asked of"],
    [
      "a misspelt address",
      stackOf(),
      { role: "task", ...send, resource: "aws_sqs_queue.wrk" },
      "did you mean aws_sqs_queue.work",
    ],
    [
      "a misspelt context key",
      stackOf(),
      { role: "task", ...send, context: { "aws:SecureTransports": "true" } },
      "has the context key 'aws:SecureTransports': did you mean aws:SecureTransport",
    ],
    [
      "a policy that is known later",
      rawStack(allowing("kms:Decrypt", "${aws_kms_key.data.arn}")),
      { role: "orders", ...send },
      "aws_iam_role_policy.app: it is not known before it is applied",
    ],
    [
      "an attached policy whose statements are not there",
      rawStack(allowing("sqs:SendMessage", QUEUE), attached(arn)),
      { role: "orders", ...send },
      `attaches ${arn}, whose statements are not here`,
    ],
    [
      "an account that nobody says",
      new TerraformStack(new App(), "empty"),
      { principal: "*", ...send, resource: "arn:aws:s3:::a/b", action: "s3:GetObject" },
      "the account is not known",
    ],
  ])("%s", (_, source, request, message) => {
    expect(() => Permissions.of(source).decide(request)).toThrow(message);
  });

  test("under a boundary that is not there, but for what is denied without it", () => {
    const roles = { aws_iam_role: { app: { name: "orders", assume_role_policy: "{}", permissions_boundary: arn } } };
    const permissions = Permissions.of(rawStack(allowing("sqs:SendMessage", QUEUE), roles));
    expect(() => permissions.decide({ role: "orders", ...send })).toThrow(`aws_iam_role.app is bounded by ${arn}`);
    expect(permissions.decide({ role: "orders", ...send, action: "sqs:PurgeQueue" }).decision).toBe("denied");
  });

  test("unless the statements are stated", () => {
    const stated = JSON.parse(allowing("sqs:GetQueueUrl", "*"));
    const permissions = Permissions.of(rawStack(allowing("sqs:SendMessage", QUEUE), attached(arn)), {
      managedPolicies: { [arn]: stated },
    });
    expect(permissions.decide({ role: "orders", ...send, action: "sqs:GetQueueUrl" }).decision).toBe("allowed");
  });
});
