import type { Values } from "../../review/plan/plan";
import { reviewPlan } from "../../review/review-plan";
import { change, found, plan, policy } from "./written-plan";

const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";
const OPEN = { Effect: "Allow", Principal: "*", Action: "sqs:*", Resource: "*" };

/** A variable of a policy or template, which is no placeholder of TypeScript's. */
const variable = (name: string) => ["$", "{", name, "}"].join("");

const highIn = (address: string, values: Values) =>
  found(plan({ resource_changes: [change(address, null, values)] })).filter((each) => each.startsWith("high"));

describe("a resource of the Cloud Control provider", () => {
  it.each([
    ["awscc_sqs_queue_policy.a", { queues: ["orders"], policy_document: policy(OPEN) }, "queue orders is open"],
    [
      "awscc_ecr_repository.a",
      { repository_name: "orders", repository_policy_text: policy(OPEN) },
      "repository orders",
    ],
    ["awscc_lambda_permission.a", { function_name: "orders", action: "lambda:*", principal: "*" }, "function orders"],
    [
      "awscc_iam_role.a",
      { role_name: "orders", managed_policy_arns: [ADMINISTRATOR] },
      "role orders may do everything",
    ],
    ["awscc_iam_user.a", { user_name: "anna", managed_policy_arns: [ADMINISTRATOR] }, "user anna may do everything"],
    [
      "awscc_ec2_security_group.a",
      { security_group_ingress: [{ ip_protocol: "tcp", from_port: 22, to_port: 22, cidr_ip: "0.0.0.0/0" }] },
      "lets the whole internet in on port 22",
    ],
  ])("is known: %s", (address, values, told) => {
    expect(highIn(address, values)).toEqual([expect.stringContaining(told)]);
  });

  it("has inline policies in blocks", () => {
    const everything = policy({ Effect: "Allow", Action: "*", Resource: "*" });
    const policies = [{ policy_name: "all", policy_document: everything }];
    expect(highIn("awscc_iam_role.a", { role_name: "orders", policies })).toEqual([
      expect.stringContaining("role orders may do everything: it has every action on every resource"),
    ]);
  });
});

describe("a place that is not known", () => {
  it.each([
    ["a list", { managed_policies: [ADMINISTRATOR] }],
    ["a text", { policy_arn: ADMINISTRATOR }],
    ["a template", { template: JSON.stringify({ Role: { ManagedPolicyArns: [ADMINISTRATOR] } }) }],
    ["a template in YAML", { template: `ManagedPolicyArns:\n  - ${ADMINISTRATOR}\n` }],
  ])("names a managed policy in %s", (_in, values) => {
    expect(highIn("other_thing.a", values)).toEqual([expect.stringContaining("AWS's AdministratorAccess")]);
  });

  it("is no place of policies where an ARN stands for the thing itself", () => {
    const own = "arn:aws:iam::111111111111:policy/orders";
    expect(found(plan({ resource_changes: [change("other_thing.a", null, { arn: own, id: own })] }))).toEqual([]);
  });

  it("has a statement in YAML's braces, which cannot be read", () => {
    const template = 'PolicyDocument: {Statement: [{Effect: Allow, Principal: "*", Action: "*", Resource: "*"}]}';
    expect(found(plan({ resource_changes: [change("other_thing.a", null, { template })] }))).toEqual([
      "unknown policy-not-reviewable: policy of unknown kind other_thing.a (template): its policy cannot be reviewed: it is not JSON",
    ]);
  });

  it.each([
    ["Ref", { Ref: "Queue" }, "Queue"],
    ["Fn::GetAtt", { "Fn::GetAtt": ["Queue", "Arn"] }, "Queue.Arn"],
    ["Fn::Sub", { "Fn::Sub": `arn:aws:sqs:eu-west-1:\${AWS::AccountId}:orders` }, "AccountId"],
    ["Fn::Join", { "Fn::Join": [":", ["arn:aws:sqs:eu-west-1", { Ref: "AWS::AccountId" }, "orders"]] }, "AccountId"],
  ])("has a template's function in it: %s", (_name, resource, told) => {
    const template_body = JSON.stringify({
      PolicyDocument: { Version: "2012-10-17", Statement: [{ ...OPEN, Resource: resource }] },
    });
    const all = found(plan({ resource_changes: [change("aws_cloudformation_stack.a", null, { template_body })] }));
    expect(all).toContainEqual(expect.stringMatching(/^high open-to-everyone: .* is open to everyone$/));
    expect(all.join()).toContain(`\${${told}}`);
    expect(all.join()).not.toContain("cannot be reviewed");
  });

  it.each([
    ["Fn::ImportValue", { "Fn::ImportValue": "a-queue" }, { "Fn::ImportValue": "every-queue" }],
    ["Fn::Select", { "Fn::Select": [0, ["a", "b"]] }, { "Fn::Select": [1, ["a", "*"]] }],
    ["Fn::Sub with values", { "Fn::Sub": [variable("A"), { A: "a" }] }, { "Fn::Sub": [variable("A"), { A: "*" }] }],
    [
      "Fn::If in Fn::Join",
      { "Fn::Join": ["", ["arn:aws:sqs:", { "Fn::If": ["P", "a", "b"] }]] },
      { "Fn::Join": ["", ["arn:aws:sqs:", { "Fn::If": ["P", "a", "*"] }]] },
    ],
  ])("has a template's function given something else: %s", (_name, old, now) => {
    const allowing = (Resource: object) => ({
      template_body: JSON.stringify({
        PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sqs:*", Resource }] },
      }),
    });
    const changes = [change("aws_cloudformation_stack.a", allowing(old), allowing(now))];
    const { permissions, unreviewed } = reviewPlan(plan({ resource_changes: changes }));
    expect(permissions.length + unreviewed.length).toBeGreaterThan(0);
    expect(JSON.stringify(unreviewed)).not.toContain("[object");
  });

  it("has statements that a template's function decides on, which cannot be read", () => {
    const everything = { Effect: "Allow", Action: "*", Resource: "*" };
    const decided = { "Fn::If": ["Prod", everything, { Ref: "AWS::NoValue" }] };
    const of = (Statement: unknown) => ({ template_body: JSON.stringify({ PolicyDocument: { Statement } }) });
    const changes = [
      change("aws_cloudformation_stack.a", of([{ ...everything, Action: "sqs:SendMessage" }]), of(decided)),
    ];
    expect(reviewPlan(plan({ resource_changes: changes })).unreviewed).toEqual([
      expect.objectContaining({ because: "unreadable" }),
    ]);
  });

  it("writes a policy's own variable as a template does, and leaves out what is no value", () => {
    const Resource = [{ "Fn::Sub": `arn:aws:s3:::home/${variable("!aws:username")}/*` }, { Ref: "AWS::NoValue" }];
    const statement = { Effect: "Allow", Action: "s3:GetObject", Resource };
    const template_body = JSON.stringify({ PolicyDocument: { Version: "2012-10-17", Statement: [statement] } });
    const { permissions } = reviewPlan(
      plan({ resource_changes: [change("aws_cloudformation_stack.a", null, { template_body })] }),
    );
    expect(permissions.flatMap(({ resources }) => resources)).toEqual([
      { pattern: `arn:aws:s3:::home/${variable("aws:username")}/*` },
    ]);
  });

  it("is told where managed policies are named and sensitive", () => {
    const planned = change("other_thing.a", null, { policy_arns: [ADMINISTRATOR] });
    const sensitive = { ...planned, change: { ...planned.change, after_sensitive: { policy_arns: true } } };
    const { findings, unreviewed } = reviewPlan(plan({ resource_changes: [sensitive] }));
    expect(JSON.stringify(findings)).not.toContain("AdministratorAccess");
    expect(unreviewed).toEqual([expect.objectContaining({ because: "sensitive" })]);
  });

  it("is a boundary where it is called one", () => {
    expect(highIn("other_thing.a", { boundary_policy: ADMINISTRATOR })).toEqual([]);
  });

  it("is told where a policy within becomes unknown", () => {
    const planned = change("other_thing.a", { settings: [{ document: policy(OPEN) }] }, { settings: [{}] });
    const changes = [{ ...planned, change: { ...planned.change, after_unknown: { settings: [{ document: true }] } } }];
    const { permissions, unreviewed } = reviewPlan(plan({ resource_changes: changes }));
    expect(permissions).toEqual([]);
    expect(unreviewed).toEqual([expect.objectContaining({ because: "unknown" })]);
  });

  it("is not printed where a part of it is sensitive", () => {
    const planned = change("other_thing.a", null, { settings: { policy: policy(OPEN) } });
    const sensitive = { ...planned, change: { ...planned.change, after_sensitive: { settings: { policy: true } } } };
    const { permissions, unreviewed } = reviewPlan(plan({ resource_changes: [sensitive] }));
    expect(permissions).toEqual([]);
    expect(unreviewed).toEqual([expect.objectContaining({ because: "sensitive" })]);
  });

  it.each([
    ["is a template", "aws_cloudformation_stack.a", "template_body", null],
    ["is what Cloud Control is to make", "aws_cloudcontrolapi_resource.a", "desired_state", null],
    ["had a policy", "other_thing.a", "settings", { settings: policy(OPEN) }],
  ])("is told where it is not known yet and %s", (_why, address, attribute, before) => {
    const planned = change(address, before, {});
    const changes = [{ ...planned, change: { ...planned.change, after_unknown: { [attribute]: true } } }];
    const resources = [{ address, expressions: { [attribute]: { references: ["aws_sqs_queue.a.arn"] } } }];
    const told = reviewPlan(plan({ resource_changes: changes, configuration: { root_module: { resources } } }));
    expect(told.unreviewed).toEqual([expect.objectContaining({ because: "unknown", where: address })]);
  });
});

it("tells a policy whose subject a known type leaves out as its own resource's", () => {
  const open = policy({ ...OPEN, Action: "events:PutEvents" });
  expect(highIn("aws_cloudwatch_event_bus_policy.a", { policy: open })).toEqual([
    expect.stringContaining("event bus aws_cloudwatch_event_bus_policy.a is open to everyone"),
  ]);
});
