import { reviewPlan } from "../../review/review-plan";
import { change, plan, policy } from "./written-plan";

const PARTLY = { statement: [{ actions: ["sqs:SendMessage"], resources: [null] }] };

/** A role's policy that is known after apply, written from these references. */
function waiting(references: readonly string[]) {
  const role = change("aws_iam_role_policy.send", null, { role: "orders", name: "send" });
  const queue = change("aws_sqs_queue.orders", null, { name: "orders" });
  const changes = [
    { ...role, change: { ...role.change, after_unknown: { policy: true } } },
    { ...queue, change: { ...queue.change, after_unknown: { arn: true } } },
  ];
  const resources = [{ address: role.address, expressions: { role: {}, name: {}, policy: { references } } }];
  return plan({ resource_changes: changes, configuration: { root_module: { resources } } });
}

describe("what a policy waits for", () => {
  it("is what is not known, and no local value beside it and nothing that the plan has", () => {
    const references = ["local.actions", "aws_sqs_queue.orders.arn", "aws_sqs_queue.orders.name"];
    expect(reviewPlan(waiting(references)).unreviewed).toEqual([
      expect.objectContaining({ because: "unknown", details: ["aws_sqs_queue.orders.arn"] }),
    ]);
  });

  it("may be a local value, where nothing else can be it", () => {
    expect(reviewPlan(waiting(["local.policy", "aws_sqs_queue.orders.name"])).unreviewed).toEqual([
      expect.objectContaining({ because: "unknown", details: ["local.policy"] }),
    ]);
  });
});

describe("a document with unknown leaves", () => {
  const policyOf = (expressions: object) => {
    const send = change("aws_iam_role_policy.send", null, { role: "orders", name: "send" });
    const document = change("data.aws_iam_policy_document.send", null, PARTLY, { mode: "data" });
    const changes = [
      { ...send, change: { ...send.change, after_unknown: { policy: true } } },
      {
        ...document,
        type: "aws_iam_policy_document",
        change: {
          ...document.change,
          actions: ["read"],
          after_unknown: { json: true, statement: [{ resources: [true] }] },
        },
      },
    ];
    const resources = [
      {
        address: send.address,
        expressions: { role: {}, name: {}, policy: { references: ["data.aws_iam_policy_document.send.json"] } },
      },
      { address: document.address, expressions: { ...expressions } },
    ];
    return reviewPlan(plan({ resource_changes: changes, configuration: { root_module: { resources } } })).permissions;
  };

  it("is proven by a request in the leaf's own words", () => {
    const told = policyOf({ statement: [{ resources: { references: ["aws_sqs_queue.A.arn"] } }] });
    const leaf = `\${aws_sqs_queue.A.arn}`;
    expect(told).toEqual([
      expect.objectContaining({
        resources: [{ pattern: leaf }],
        witness: expect.objectContaining({ resource: leaf, context: {} }),
      }),
    ]);
  });

  it("names one of several that a leaf may be, where its own expression is not in the plan", () => {
    const told = policyOf({ policy_id: { references: ["aws_sqs_queue.a.arn", "aws_sqs_queue.b.arn"] } });
    expect(told).toEqual([
      expect.objectContaining({ resources: [{ pattern: `\${aws_sqs_queue.a.arn or aws_sqs_queue.b.arn}` }] }),
    ]);
  });
});

it("reads a policy that is wholly known as ever", () => {
  const send = policy({ Effect: "Allow", Action: "sqs:SendMessage", Resource: "arn:aws:sqs:eu-west-1:111111111111:a" });
  const [told] = reviewPlan(
    plan({
      resource_changes: [change("aws_iam_role_policy.send", null, { role: "orders", name: "send", policy: send })],
    }),
  ).permissions;
  expect(told?.witness).toEqual({
    action: "sqs:SendMessage",
    resource: "arn:aws:sqs:eu-west-1:111111111111:a",
    context: {},
  });
});
