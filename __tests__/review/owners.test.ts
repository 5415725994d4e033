import type { Values } from "../../review/plan/plan";
import { change, found, plan, policy } from "./written-plan";

const SEND = policy({ Effect: "Allow", Action: "sqs:SendMessage", Resource: "arn:aws:sqs:eu-west-1:111111111111:a" });
const TRUST = policy({ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" });
const VIEW = "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess";
const OTHER = "arn:aws:iam::aws:policy/AmazonSNSReadOnlyAccess";

const created = (...resources: readonly (readonly [address: string, values: Values])[]) =>
  found(plan({ resource_changes: resources.map(([address, values]) => change(address, null, values)) })).filter(
    (each) => !each.includes("permission-widened"),
  );
const inline = (name: string) => ({ role: "orders", name, policy: SEND });
const attached = (arn: string) => ({ role: "orders", policy_arn: arn });

describe("a policy of two owners", () => {
  it("is an inline policy of one name on one role", () => {
    expect(created(["aws_iam_role_policy.a", inline("send")], ["aws_iam_role_policy.b", inline("send")])).toEqual([
      "medium two-owners-of-one-policy: role orders has its policy send from aws_iam_role_policy.a and from aws_iam_role_policy.b",
    ]);
    expect(created(["aws_iam_role_policy.a", inline("send")], ["aws_iam_role_policy.b", inline("other")])).toEqual([]);
  });

  it.each([
    [
      "a role's own list",
      "aws_iam_role.orders",
      (arns: readonly string[]) => ({ name: "orders", assume_role_policy: TRUST, managed_policy_arns: arns }),
    ],
    [
      "a list of attachments",
      "aws_iam_role_policy_attachments_exclusive.all",
      (arns: readonly string[]) => ({ role_name: "orders", policy_arns: arns }),
    ],
  ])("is one that %s leaves out", (_list, address, list) => {
    expect(created([address, list([OTHER])], ["aws_iam_role_policy_attachment.view", attached(VIEW)])).toEqual([
      `medium two-owners-of-one-policy: role orders has ${VIEW} from aws_iam_role_policy_attachment.view, and ${address}, which lists the only ones, leaves it out`,
    ]);
    expect(created([address, list([OTHER, VIEW])], ["aws_iam_role_policy_attachment.view", attached(VIEW)])).toEqual(
      [],
    );
  });

  it("is one whose name a list of inline policies leaves out", () => {
    const list = (...names: readonly string[]) => ({ role_name: "orders", policy_names: names });
    const address = "aws_iam_role_policies_exclusive.all";
    expect(created([address, list("other")], ["aws_iam_role_policy.send", inline("send")])).toEqual([
      `medium two-owners-of-one-policy: role orders has send from aws_iam_role_policy.send, and ${address}, which lists the only ones, leaves it out`,
    ]);
    expect(created([address, list("send")], ["aws_iam_role_policy.send", inline("send")])).toEqual([]);
  });

  it("is one that an exclusive attachment takes from everyone else", () => {
    const others = { name: "view", roles: ["returns"], policy_arn: VIEW };
    expect(
      created(["aws_iam_policy_attachment.view", others], ["aws_iam_role_policy_attachment.view", attached(VIEW)]),
    ).toEqual([
      `medium two-owners-of-one-policy: aws_iam_policy_attachment.view takes ${VIEW} from all but its own, and aws_iam_role_policy_attachment.view gives it`,
    ]);
    expect(
      created(["aws_iam_policy_attachment.view", others], ["aws_iam_role_policy_attachment.view", attached(OTHER)]),
    ).toEqual([]);
  });
});

it("is one whose exclusive attachment names those who are given it once more", () => {
  const both = { name: "view", roles: ["orders", "returns"], policy_arn: VIEW };
  const told = created(
    ["aws_iam_policy_attachment.view", both],
    ["aws_iam_role_policy_attachment.orders", attached(VIEW)],
    ["aws_iam_role_policy_attachment.returns", { role: "returns", policy_arn: VIEW }],
  );
  expect(told).toEqual([
    `medium two-owners-of-one-policy: aws_iam_policy_attachment.view takes ${VIEW} from all but its own, and aws_iam_role_policy_attachment.orders, aws_iam_role_policy_attachment.returns give it`,
  ]);
});

describe("a name that is made twice", () => {
  it.each([
    ["aws_route53_record", { name: "www", type: "A", zone_id: "Z1" }, { allow_overwrite: true }],
    ["aws_ssm_parameter", { name: "/orders/key" }, { overwrite: true }],
  ])("is refused but where it is to be written over: %s", (type, values: Values, over: Values) => {
    const refused = (second: Values) => created([`${type}.a`, values], [`${type}.b`, second]).join();
    expect(refused(values)).toContain(`${type}.b is made under the name`);
    expect(refused({ ...values, ...over })).not.toContain("made under the name");
  });

  it.each([
    ["aws_iam_role", { name: "orders", assume_role_policy: TRUST }, { name: "returns", assume_role_policy: TRUST }],
    ["aws_s3_bucket", { bucket: "orders" }, { bucket: "returns" }],
    [
      "aws_lambda_permission",
      { function_name: "orders", statement_id: "bus", action: "lambda:InvokeFunction", principal: "111111111111" },
      { function_name: "orders", statement_id: "topic", action: "lambda:InvokeFunction", principal: "111111111111" },
    ],
  ])("is refused: %s", (type, values: Values, other: Values) => {
    const refused = (second: Values) =>
      created([`${type}.a`, values], [`${type}.b`, second]).filter((each) => each.includes("apply-will-fail"));
    expect(refused(values)).toEqual([expect.stringContaining(`${type}.b is made under the name`)]);
    expect(refused(other)).toEqual([]);
  });

  it("is refused where it is there already, and not where that goes", () => {
    const values = { name: "orders", assume_role_policy: TRUST };
    const beside = (old: Values | null) =>
      found(
        plan({
          resource_changes: [change("aws_iam_role.old", values, old), change("aws_iam_role.made", null, values)],
        }),
      );
    expect(beside(values)).toContainEqual(
      "medium apply-will-fail: aws_iam_role.made is made under the name orders, and aws_iam_role.old has it",
    );
    expect(beside(null).join()).not.toContain("apply-will-fail");
  });

  it("is no queue's, which AWS gives back", () => {
    const queue = {
      name: "orders",
      policy: policy({ Effect: "Deny", Principal: "*", Action: "sqs:*", Resource: "*" }),
    };
    expect(created(["aws_sqs_queue.a", queue], ["aws_sqs_queue.b", queue]).join()).not.toContain("made under the name");
  });
});
