import type { Values } from "../../review/plan/plan";
import { reviewPlan } from "../../review/review-plan";
import { change, found, plan, policy } from "./written-plan";

const SEND = policy({ Effect: "Allow", Action: "sqs:SendMessage", Resource: "*" });
const EVERYTHING = policy({ Effect: "Allow", Action: "*", Resource: "*" });
const TRUST = policy({ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" });

function inline(text: string): Values {
  return { role: "orders", name: "send", policy: text };
}

describe("what was changed outside Terraform", () => {
  const policyOf = (text: string) => change("aws_iam_role_policy.send", inline(SEND), inline(text));

  it("is told as that, by every rule", () => {
    expect(found(plan({ resource_drift: [policyOf(EVERYTHING)] }))).toEqual([
      expect.stringMatching(/^high made-outside-terraform: made outside Terraform: role orders may do everything/),
      "widened made-outside-terraform: made outside Terraform: role orders: its policy allows more: * on * (before: sqs:SendMessage on *)",
    ]);
  });

  it("is told where it narrows too", () => {
    const drift = change("aws_iam_role_policy.send", inline(EVERYTHING), inline(SEND));
    expect(found(plan({ resource_drift: [drift] }))).toEqual([
      "low made-outside-terraform: made outside Terraform: role orders: its policy allows less: * on * (now: sqs:SendMessage on *)",
    ]);
  });

  it("is nothing where a refresh only repeats what another resource sets", () => {
    const role = { name: "orders", assume_role_policy: TRUST, managed_policy_arns: [] };
    const own = { ...inline(SEND) };
    const drift = change(
      "aws_iam_role.orders",
      { ...role, inline_policy: [] },
      { ...role, inline_policy: [{ name: "send", policy: SEND }] },
    );
    const changes = [change("aws_iam_role_policy.send", own, own)];
    expect(found(plan({ resource_changes: changes, resource_drift: [drift] }, ["inline_policy"]))).toEqual([]);
  });

  it("is nothing where a security group repeats rules that are resources of their own", () => {
    const group = { id: "sg-1", name: "orders", ingress: [] };
    const rule = { security_group_id: "sg-1", type: "ingress", cidr_blocks: ["0.0.0.0/0"], from_port: 22, to_port: 22 };
    const open = [{ cidr_blocks: ["0.0.0.0/0"], from_port: 22, to_port: 22, protocol: "tcp" }];
    const drift = change("aws_security_group.orders", group, { ...group, ingress: open });
    const changes = [change("aws_security_group_rule.ssh", rule, rule)];
    expect(found(plan({ resource_changes: changes, resource_drift: [drift] }, ["ingress"]))).toEqual([]);
    expect(found(plan({ resource_drift: [drift] }, ["ingress"]))).toEqual([
      expect.stringMatching(/^high made-outside-terraform: made outside Terraform: aws_security_group.orders/),
    ]);
  });

  it("is a policy that somebody gave the role", () => {
    const role = { name: "orders", assume_role_policy: TRUST, inline_policy: [] };
    const drift = change(
      "aws_iam_role.orders",
      { ...role, managed_policy_arns: [] },
      { ...role, managed_policy_arns: ["arn:aws:iam::aws:policy/AdministratorAccess"] },
    );
    expect(found(plan({ resource_drift: [drift] }, ["inline_policy", "managed_policy_arns"]))).toEqual([
      expect.stringMatching(/^high made-outside-terraform: made outside Terraform: role orders may do everything/),
      expect.stringMatching(
        /^widened made-outside-terraform: .* role orders gets the managed policy .*AdministratorAccess/,
      ),
    ]);
  });
});

describe("what comes under Terraform", () => {
  const imported = (text: string) => {
    const values = inline(text);
    const planned = change("aws_iam_role_policy.send", values, values);
    return plan({
      resource_changes: [{ ...planned, change: { ...planned.change, importing: { id: "orders:send" } } }],
    });
  };

  it("is told with what it allows", () => {
    expect(found(imported(SEND))).toEqual([
      "low comes-under-terraform: role orders comes under Terraform as it is: its policy allows sqs:SendMessage on *",
    ]);
  });

  it("is high where it is grave", () => {
    expect(found(imported(EVERYTHING))).toEqual([expect.stringMatching(/^high comes-under-terraform/)]);
  });
});

it("names what is left to a later plan, and reviews what it shows", () => {
  const deferred = [
    { reason: "deferred_prereq", resource_change: change("aws_iam_role_policy.later", null, inline(EVERYTHING)) },
  ];
  expect(found(plan({ deferred_changes: deferred, complete: false }))).toEqual([
    expect.stringMatching(/^high left-to-a-later-plan: left to a later plan: role orders may do everything/),
    "unknown plan-incomplete: aws_iam_role_policy.later is left to a later plan (deferred_prereq)",
    "widened left-to-a-later-plan: left to a later plan: role orders: its policy allows * on *",
  ]);
});

it("tells the actions an apply runs", () => {
  expect(found(plan({ action_invocations: [{ address: "action.aws_lambda_invoke.migrate" }] }))).toEqual([
    "unknown action-invoked: the apply runs action.aws_lambda_invoke.migrate",
  ]);
});

describe("a policy of a kind this program does not know", () => {
  it("is reviewed wherever it stands", () => {
    const open = { Effect: "Allow", Principal: "*", Action: "sqs:*", Resource: "*" };
    const nested = { PolicyDocument: { Statement: [open] } };
    const changes = [
      change("awscc_backup_backup_vault.a", null, { access_policy: policy(open) }),
      change("aws_cloudcontrolapi_resource.b", null, { desired_state: JSON.stringify({ Properties: nested }) }),
      change("other_thing.c", null, { settings: [{ document: { Statement: open } }] }),
    ];
    expect(found(plan({ resource_changes: changes })).filter((each) => each.startsWith("high"))).toEqual([
      expect.stringContaining("awscc_backup_backup_vault.a (access_policy) is open to everyone"),
      expect.stringContaining("aws_cloudcontrolapi_resource.b (desired_state.Properties.PolicyDocument)"),
      expect.stringContaining("other_thing.c (settings[0].document)"),
    ]);
  });

  it("is told where it is not known yet", () => {
    const planned = change("awscc_sqs_queue_policy.a", null, { queues: [] });
    const changes = [{ ...planned, change: { ...planned.change, after_unknown: { policy_document: true } } }];
    const resources = [{ address: "awscc_sqs_queue_policy.a", expressions: { policy_document: { references: [] } } }];
    const reviewed = plan({ resource_changes: changes, configuration: { root_module: { resources } } });
    expect(reviewPlan(reviewed).unreviewed).toEqual([
      expect.objectContaining({ because: "unknown", where: "awscc_sqs_queue_policy.a" }),
    ]);
  });

  it("is no queue's redrive policy, no lifecycle and no template without one", () => {
    const changes = [
      change("aws_sqs_queue_redrive_policy.a", null, { redrive_policy: '{"maxReceiveCount":5}' }),
      change("aws_cloudformation_stack.a", null, { template_body: '{"Resources":{}}' }),
    ];
    expect(found(plan({ resource_changes: changes }))).toEqual([]);
  });
});
