import { attached, exclusivelyAttached, of, type ResourceTypes } from "./resource-type";

/** Roles, users, groups, permission sets, and what limits them. */
export const IDENTITY_TYPES: ResourceTypes = {
  aws_iam_role: {
    subject: { kind: "role", names: ["name"] },
    policies: [
      { place: "trust", attribute: "assume_role_policy", kind: "role" },
      { place: "identity", attribute: "inline_policy", within: "policy", kind: "role" },
    ],
    attachments: [
      { place: "identity", attribute: "managed_policy_arns", kind: "role" },
      { place: "boundary", attribute: "permissions_boundary", kind: "role" },
    ],
    nameLimits: [{ attribute: "name", length: 64 }],
  },
  aws_iam_role_policy: { policies: of("role", "role"), nameLimits: [{ attribute: "name", length: 128 }] },
  aws_iam_role_policy_attachment: { attachments: [attached("role", "role", "policy_arn")] },
  aws_iam_role_policy_attachments_exclusive: { attachments: [exclusivelyAttached("role", "role_name", "policy_arns")] },
  aws_iam_role_policies_exclusive: {
    exclusiveNames: { kind: "role", subject: "role_name", attribute: "policy_names" },
  },
  aws_iam_user: {
    subject: { kind: "user", names: ["name"] },
    attachments: [{ place: "boundary", attribute: "permissions_boundary", kind: "user" }],
    nameLimits: [{ attribute: "name", length: 64 }],
  },
  aws_iam_user_policy: { policies: of("user", "user"), nameLimits: [{ attribute: "name", length: 128 }] },
  aws_iam_user_policy_attachment: { attachments: [attached("user", "user", "policy_arn")] },
  aws_iam_user_policy_attachments_exclusive: { attachments: [exclusivelyAttached("user", "user_name", "policy_arns")] },
  aws_iam_user_policies_exclusive: {
    exclusiveNames: { kind: "user", subject: "user_name", attribute: "policy_names" },
  },
  aws_iam_group: {
    subject: { kind: "group", names: ["name"] },
    nameLimits: [{ attribute: "name", length: 128 }],
  },
  aws_iam_group_policy: { policies: of("group", "group"), nameLimits: [{ attribute: "name", length: 128 }] },
  aws_iam_group_policy_attachment: { attachments: [attached("group", "group", "policy_arn")] },
  aws_iam_group_policy_attachments_exclusive: {
    attachments: [exclusivelyAttached("group", "group_name", "policy_arns")],
  },
  aws_iam_group_policies_exclusive: {
    exclusiveNames: { kind: "group", subject: "group_name", attribute: "policy_names" },
  },
  aws_iam_instance_profile: { nameLimits: [{ attribute: "name", length: 128 }] },
  aws_iam_policy: { managedPolicy: "policy", nameLimits: [{ attribute: "name", length: 128 }] },
  aws_iam_policy_attachment: {
    attachments: [
      attached("role", "roles", "policy_arn"),
      attached("user", "users", "policy_arn"),
      attached("group", "groups", "policy_arn"),
    ],
  },
  aws_iot_policy: { policies: [{ place: "identity", attribute: "policy", kind: "IoT policy" }] },
  aws_organizations_policy: {
    policies: [{ place: "boundary", attribute: "content", kind: "organization policy" }],
  },
  aws_organizations_resource_policy: {
    policies: [{ place: "resource", attribute: "content", kind: "organization" }],
  },
  aws_rolesanywhere_profile: {
    policies: [{ place: "boundary", attribute: "session_policy", kind: "Roles Anywhere profile" }],
  },
  aws_ssoadmin_managed_policy_attachment: {
    attachments: [attached("permission set", "permission_set_arn", "managed_policy_arn")],
  },
  aws_ssoadmin_permission_set: { subject: { kind: "permission set", names: ["name", "arn"] } },
  aws_ssoadmin_permission_set_inline_policy: {
    policies: of("permission set", "permission_set_arn", "inline_policy"),
  },
  aws_transfer_access: { policies: [{ place: "boundary", attribute: "policy", kind: "file transfer access" }] },
  aws_transfer_user: { policies: [{ place: "boundary", attribute: "policy", kind: "file transfer user" }] },
};
