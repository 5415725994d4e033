import { type Attributes, blocksOf, type GivenByTypes, nameOf, textsOf } from "./given";

/** Memberships, assignments, credentials and roles to wear. */
export const IDENTITY_GIVEN: GivenByTypes = {
  aws_iam_group_membership: (membership) =>
    membership
      .texts("users")
      .map((user) => ({ to: `user ${user}`, may: `do what group ${membership.text("group")} may` })),
  aws_iam_user_group_membership: (membership) =>
    membership
      .texts("groups")
      .map((group) => ({ to: `user ${membership.text("user")}`, may: `do what group ${group} may` })),
  aws_identitystore_group_membership: (membership) => [
    { to: `user ${membership.text("member_id")}`, may: `do what group ${membership.text("group_id")} may` },
  ],
  aws_iam_access_key: (key) =>
    key.given("status") === "Inactive"
      ? []
      : [{ to: `user ${key.text("user")}`, may: "sign requests with an access key made here" }],
  aws_iam_user_login_profile: (profile) => [
    { to: `user ${profile.text("user")}`, may: "sign in to the console with a password made here" },
  ],
  aws_iam_user_ssh_key: (key) =>
    key.given("status") === "Inactive"
      ? []
      : [{ to: `user ${key.text("username")}`, may: "reach CodeCommit with an SSH key" }],
  aws_iam_signing_certificate: (certificate) =>
    certificate.given("status") === "Inactive"
      ? []
      : [{ to: `user ${certificate.text("user_name")}`, may: "sign requests with a certificate" }],
  aws_iam_service_specific_credential: (credential) =>
    credential.given("status") === "Inactive"
      ? []
      : [
          {
            to: `user ${credential.text("user_name")}`,
            may: `use ${credential.text("service_name")} with a password made here`,
          },
        ],
  aws_iam_instance_profile: (profile) =>
    profile.given("role") === undefined
      ? []
      : [{ to: `instances with profile ${profile.text("name")}`, may: `do what role ${profile.text("role")} may` }],
  aws_ssoadmin_account_assignment: (assignment) => [
    {
      to: `${assignment.text("principal_type").toLowerCase()} ${assignment.text("principal_id")}`,
      may: `use permission set ${nameOf(assignment.text("permission_set_arn"))} in account ${assignment.text("target_id")}`,
    },
  ],
  aws_ssoadmin_customer_managed_policy_attachment: (attachment) =>
    attachment.blocks("customer_managed_policy_reference").map(({ name }) => ({
      to: `permission set ${nameOf(attachment.text("permission_set_arn"))}`,
      may: `do what policy ${String(name)} of each account allows`,
    })),
  aws_cloud9_environment_membership: (membership) => [
    {
      to: membership.text("user_arn"),
      may: `${membership.text("permissions")} environment ${membership.text("environment_id")}`,
    },
  ],
  aws_grafana_role_association: (association) =>
    [...association.texts("user_ids"), ...association.texts("group_ids")].map((to) => ({
      to,
      may: `use workspace ${association.text("workspace_id")} as ${association.text("role")}`,
    })),
  aws_servicecatalog_principal_portfolio_association: (association) => [
    {
      to: association.text("principal_arn"),
      may: `launch the products of portfolio ${association.text("portfolio_id")}`,
    },
  ],
  ...administratorsOf({
    aws_cloudtrail_organization_delegated_admin_account: ["account_id", "CloudTrail"],
    aws_detective_organization_admin_account: ["account_id", "Detective"],
    aws_fms_admin_account: ["account_id", "Firewall Manager"],
    aws_guardduty_organization_admin_account: ["admin_account_id", "GuardDuty"],
    aws_inspector2_delegated_admin_account: ["account_id", "Inspector"],
    aws_macie2_organization_admin_account: ["admin_account_id", "Macie"],
    aws_securityhub_organization_admin_account: ["admin_account_id", "Security Hub"],
  }),
  aws_organizations_delegated_administrator: (delegation) => [
    {
      to: delegation.text("account_id"),
      may: `administer ${delegation.text("service_principal")} for the organization`,
    },
  ],
  aws_eks_access_entry: (entry) =>
    entry.texts("kubernetes_groups").map((group) => ({
      to: entry.text("principal_arn"),
      may: `do what group ${group} may in cluster ${entry.text("cluster_name")}`,
    })),
  aws_eks_access_policy_association: (association) =>
    spaces(association.blocks("access_scope")).map((space) => ({
      to: association.text("principal_arn"),
      may: `do in cluster ${association.text("cluster_name")} what ${nameOf(association.text("policy_arn"))} allows${space}`,
    })),
  aws_cognito_identity_pool_roles_attachment: (attachment) =>
    attachment.blocks("roles").flatMap(({ authenticated, unauthenticated }) => [
      ...textsOf(authenticated).map((role) => ({
        to: `users of identity pool ${attachment.text("identity_pool_id")}`,
        may: `do what role ${nameOf(role)} may`,
      })),
      ...textsOf(unauthenticated).map((role) => ({
        to: "*",
        may: `do what role ${nameOf(role)} may, without signing in to identity pool ${attachment.text("identity_pool_id")}`,
      })),
    ]),
  aws_rolesanywhere_profile: (profile) =>
    profile.texts("role_arns").map((role) => ({
      to: `holders of certificates that profile ${profile.text("name")} takes`,
      may: `do what role ${nameOf(role)} may`,
    })),
};

function spaces(scopes: readonly object[]): string[] {
  const all = scopes.flatMap((scope) => textsOf(blocksOf(scope)[0]?.namespaces));
  return all.length === 0 ? [""] : all.map((namespace) => `, in namespace ${namespace}`);
}

/** Accounts that administer a service for the whole organization: by the attribute that names the account. */
function administratorsOf(
  types: Readonly<Record<string, readonly [attribute: string, service: string]>>,
): GivenByTypes {
  return Object.fromEntries(
    Object.entries(types).map(([type, [attribute, service]]) => [
      type,
      (account: Attributes) => [{ to: account.text(attribute), may: `administer ${service} for the organization` }],
    ]),
  );
}
