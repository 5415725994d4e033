import type { Values } from "../../review/plan/plan";
import { change, found, plan, policy } from "./written-plan";

const allow = (action: string | readonly string[], more: Values = {}) => ({
  Effect: "Allow",
  Action: action,
  Resource: "*",
  ...more,
});
const inline = (...statements: readonly Values[]) => ({
  role: "orders",
  name: "orders",
  policy: policy(...statements),
});
const changed = (before: Values, after: Values) =>
  found(plan({ resource_changes: [change("aws_iam_role_policy.orders", inline(before), inline(after))] }));

/** Who is narrowed has become no graver than they were, though another rule speaks of what is left. */
describe("what is narrowed", () => {
  it.each([
    [
      "an administrator to one under a condition",
      allow("*"),
      allow("*", { Condition: { Bool: { "aws:SecureTransport": "true" } } }),
    ],
    ["an administrator to all of IAM", allow("*"), allow("iam:*")],
    ["an administrator to a reader of every object", allow("*"), allow("s3:GetObject")],
    [
      "a reader of every object and secret to one of objects",
      allow(["s3:GetObject", "secretsmanager:GetSecretValue"]),
      allow("s3:GetObject"),
    ],
    ["a way to more to a part of it", allow(["iam:PassRole", "ec2:RunInstances"]), allow("iam:PassRole")],
  ])("is told by no rule: %s", (_what, before, after) => {
    expect(changed(before, after)).toEqual([]);
  });

  it.each([
    [
      "a reader of secrets to one of objects too",
      allow("secretsmanager:GetSecretValue"),
      allow(["secretsmanager:GetSecretValue", "s3:GetObject"]),
      "reads-everything: role orders may read every object of the account",
    ],
    [
      "who passes roles to one service to any",
      allow("iam:PassRole", { Condition: { StringEquals: { "iam:PassedToService": "ecs.amazonaws.com" } } }),
      allow("iam:PassRole"),
      "pass-role-anywhere",
    ],
  ])("is no twin of what is widened: %s", (_what, before, after, told) => {
    expect(changed(before, after)).toContainEqual(expect.stringContaining(told));
  });
});

describe("a limit", () => {
  const told = (address: string, before: Values, after: Values | null) =>
    found(plan({ resource_changes: [change(address, before, after)] }));

  it("of an organization is lifted where an account moves, or a type of policy is switched off", () => {
    expect(
      told("aws_organizations_account.shop", { name: "shop", parent_id: "ou-1" }, { name: "shop", parent_id: "ou-2" }),
    ).toEqual(["medium limit-lifted: account shop leaves ou-1 for ou-2: the policies of ou-1 no longer limit it"]);
    const types = (...list: readonly string[]) => ({ enabled_policy_types: list });
    expect(
      told("aws_organizations_organization.this", types("SERVICE_CONTROL_POLICY", "TAG_POLICY"), types("TAG_POLICY")),
    ).toEqual([
      "medium limit-lifted: policies of type SERVICE_CONTROL_POLICY no longer limit any account of the organization",
    ]);
  });

  it.each([
    [
      "aws_organizations_account.shop",
      { name: "shop", parent_id: "ou-1" },
      { name: "shop" },
      { parent_id: true },
      "account shop may leave ou-1, whose policies may no longer limit it: parent_id is known after apply",
    ],
    [
      "aws_organizations_organization.this",
      { enabled_policy_types: ["SERVICE_CONTROL_POLICY"] },
      {},
      { enabled_policy_types: true },
      "policies of type SERVICE_CONTROL_POLICY may no longer limit any account of the organization: enabled_policy_types is known after apply",
    ],
    [
      "aws_organizations_organization.this",
      { enabled_policy_types: ["SERVICE_CONTROL_POLICY"] },
      { enabled_policy_types: [null] },
      { enabled_policy_types: [true] },
      "policies of type SERVICE_CONTROL_POLICY may no longer limit any account of the organization: enabled_policy_types is known after apply",
    ],
  ])("of %s may be lifted where it is known only after apply", (address, before, after, unknown, what) => {
    const planned = change(address, before, after);
    const changes = [{ ...planned, change: { ...planned.change, after_unknown: unknown } }];
    expect(found(plan({ resource_changes: changes }))).toEqual([`medium limit-lifted: ${what}`]);
  });

  it("of an organization's policy is what it denies, whoever allows it", () => {
    const deny = (action: string) => ({
      name: "guard",
      content: policy({ Effect: "Deny", Action: action, Resource: "*" }),
    });
    expect(told("aws_organizations_policy.guard", deny("sqs:*"), deny("sqs:DeleteQueue"))).toEqual([
      expect.stringMatching(/^widened permission-widened: organization policy guard: .* denies less: sqs:\*/),
    ]);
    expect(told("aws_organizations_policy.guard", deny("sqs:DeleteQueue"), deny("sqs:*"))).toEqual([]);
  });

  it("is none where an account has only another name", () => {
    expect(
      told("aws_organizations_account.shop", { name: "shop", parent_id: "ou-1" }, { name: "store", parent_id: "ou-1" }),
    ).toEqual([]);
  });
});
