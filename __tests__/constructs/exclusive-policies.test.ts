import { IamPolicyAttachment } from "@cdktf/provider-aws/lib/iam-policy-attachment";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { type EnvironmentStack, RolePair, type RolePairProps } from "../../constructs";
import { addressesOf, problemsOf, resourceAt, synthesized } from "../synthesized";

const READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";

function addRoles(stack: EnvironmentStack, props: Partial<RolePairProps> = {}): RolePair {
  return new RolePair(stack, "roles", { name: "orders", ...props });
}

function attachmentsIn(attach: (stack: EnvironmentStack, roles: RolePair) => void, props: Partial<RolePairProps> = {}) {
  return problemsOf((stack) => attach(stack, addRoles(stack, props)));
}

describe("the exclusive policies of a role", () => {
  it("are the one the code gives it, whenever it does, and no attached ones", () => {
    const json = synthesized((stack) => {
      const { task } = addRoles(stack);
      task.allow("Publish", { actions: ["sns:Publish"], resources: ["arn:aws:sns:eu-west-1:000000000000:orders"] });
    });
    expect(resourceAt(json, "aws_iam_role_policies_exclusive.task_role_policies")).toMatchObject({
      role_name: "$" + "{aws_iam_role.task_role.name}",
      policy_names: ["$" + "{aws_iam_role_policy.task_role_policy.name}"],
    });
    expect(resourceAt(json, "aws_iam_role_policies_exclusive.execution_role_policies").policy_names).toEqual([]);
    expect(resourceAt(json, "aws_iam_role_policy_attachments_exclusive.task_role_attachments").policy_arns).toEqual([]);
  });

  it("are left out where somebody attaches by hand, for both roles or for one", () => {
    const exclusive = (props: Partial<RolePairProps>) =>
      addressesOf(synthesized((stack) => void addRoles(stack, props))).filter((address) => /exclusive/.test(address));
    expect(exclusive({ exclusivePolicies: false })).toEqual([]);
    expect(exclusive({ taskRole: { exclusivePolicies: false } })).toEqual([
      "aws_iam_role_policies_exclusive.execution_role_policies",
      "aws_iam_role_policy_attachments_exclusive.execution_role_attachments",
    ]);
  });

  it.each<[string, (stack: EnvironmentStack, roles: RolePair) => void]>([
    [
      "attached by the role's name",
      (stack, { task }) => new IamRolePolicyAttachment(stack, "theirs", { role: task.roleName, policyArn: READ_ONLY }),
    ],
    [
      "attached by a reference",
      (stack, { task }) =>
        new IamRolePolicyAttachment(stack, "theirs", { role: task.resource.name, policyArn: READ_ONLY }),
    ],
    [
      "attached to several roles",
      (stack, { task }) =>
        new IamPolicyAttachment(stack, "theirs", { name: "all", roles: [task.roleName], policyArn: READ_ONLY }),
    ],
    ["inline", (stack, { task }) => new IamRolePolicy(stack, "theirs", { role: task.resource.id, policy: "{}" })],
  ])("refuse a policy of the same stack that would be taken away: %s", (_name, attach) => {
    expect(attachmentsIn(attach)).toEqual([
      "dev: 'dev/theirs' attaches a policy to orders-task-role, whose policies are the only ones it keeps: " +
        "allow it by Role.allow, or set exclusivePolicies: false on the role",
    ]);
    expect(attachmentsIn(attach, { exclusivePolicies: false })).toEqual([]);
  });

  it("leave other roles alone", () => {
    const attach = (stack: EnvironmentStack) => {
      const role = new IamRole(stack, "theirs", { name: "theirs", assumeRolePolicy: "{}" });
      new IamRolePolicyAttachment(stack, "attachment", { role: role.name, policyArn: READ_ONLY });
    };
    expect(attachmentsIn(attach)).toEqual([]);
  });
});
