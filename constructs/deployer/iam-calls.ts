import { formatArn, roleArn } from "../../aws/arn";
import type { Calls, ResourceCalls } from "./deployed-stack";

/** IAM's resources. A role's policies are written on the role, so that they are told by its ARN. */
export const IAM_CALLS: Readonly<Record<string, ResourceCalls>> = {
  aws_iam_role: {
    source: "iam/role.go: resourceRoleCreate, resourceRoleRead, resourceRoleUpdate, deleteRole",
    calls: ({ name, path }, stack) => {
      if (stack.text(name) === undefined) return undefined;
      const resources = [roleArn(stack.location, name, path)];
      return [
        readRoles(resources),
        {
          sid: "ChangeRoles",
          when: "apply",
          actions: [
            "iam:CreateRole",
            "iam:DeleteRole",
            "iam:DeleteRolePermissionsBoundary",
            "iam:ListInstanceProfilesForRole",
            "iam:PutRolePermissionsBoundary",
            "iam:TagRole",
            "iam:UntagRole",
            "iam:UpdateAssumeRolePolicy",
            "iam:UpdateRole",
            "iam:UpdateRoleDescription",
          ],
          resources,
        },
      ];
    },
  },
  aws_iam_role_policy: {
    source: "iam/role_policy.go: resourceRolePolicyPut, resourceRolePolicyRead, resourceRolePolicyDelete",
    calls: ({ role }, stack) => rolePolicies(stack.roleArn(role)),
  },
  aws_iam_role_policies_exclusive: {
    source: "iam/role_policies_exclusive.go: syncAttachments, findRolePoliciesByName",
    calls: ({ role_name: role }, stack) => rolePolicies(stack.roleArn(role)),
  },
  aws_iam_role_policy_attachments_exclusive: {
    source: "iam/role_policy_attachments_exclusive.go: syncAttachments, findRolePolicyAttachmentsByName",
    calls: ({ role_name: name, policy_arns: arns = [] }, stack) => {
      const role = stack.roleArn(name);
      if (role === undefined) return undefined;
      const given: readonly string[] = arns.map((arn: unknown) => stack.text(arn) ?? "*");
      return [
        readRoles([role]),
        { sid: "DetachRolePolicies", when: "apply", actions: ["iam:DetachRolePolicy"], resources: [role] },
        ...(given.length === 0 ? [] : [attachPolicies(role, given)]),
      ];
    },
  },
  aws_iam_policy: {
    source:
      "iam/policy.go: resourcePolicyCreate, resourcePolicyRead, resourcePolicyUpdate, policyPruneVersions, resourcePolicyDelete",
    calls: ({ name, path = "/" }, stack) => {
      if (stack.text(name) === undefined) return undefined;
      const resources = [
        formatArn({ ...stack.location, service: "iam", region: "", resource: `policy${path}${name}` }),
      ];
      return [
        {
          sid: "ReadPolicies",
          when: "plan",
          actions: ["iam:GetPolicy", "iam:GetPolicyVersion", "iam:ListPolicyVersions"],
          resources,
        },
        {
          sid: "ChangePolicies",
          when: "apply",
          actions: [
            "iam:CreatePolicy",
            "iam:CreatePolicyVersion",
            "iam:DeletePolicy",
            "iam:DeletePolicyVersion",
            "iam:TagPolicy",
            "iam:UntagPolicy",
          ],
          resources,
        },
      ];
    },
  },
};

/** Reading a role reads its policies too: the provider shows those that stand in the role. */
function readRoles(resources: readonly string[]): Calls {
  return {
    sid: "ReadRoles",
    when: "plan",
    actions: ["iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies"],
    resources,
  };
}

function rolePolicies(role: string | undefined): readonly Calls[] | undefined {
  if (role === undefined) return undefined;
  const actions = ["iam:DeleteRolePolicy", "iam:PutRolePolicy"];
  return [readRoles([role]), { sid: "ChangeRolePolicies", when: "apply", actions, resources: [role] }];
}

function attachPolicies(role: string, policyArns: readonly string[]): Calls {
  const operator = policyArns.includes("*") ? "ArnLike" : "ArnEquals";
  return {
    sid: "AttachRolePolicies",
    when: "apply",
    actions: ["iam:AttachRolePolicy"],
    resources: [role],
    conditions: { [operator]: { "iam:PolicyARN": policyArns } },
  };
}
