import type { Attributes, Given, GivenByTypes } from "./given";
import { nameOf } from "./given";

/** Roles that others come to wear, and whose word is taken for who they are. */
export const ROLES_GIVEN: GivenByTypes = {
  aws_cognito_user_group: (group) =>
    wearing(`users of group ${group.text("name")} of user pool ${group.text("user_pool_id")}`, group, "role_arn"),
  aws_db_instance_role_association: (association) =>
    wearing(`database ${association.text("db_instance_identifier")}`, association, "role_arn"),
  aws_eks_pod_identity_association: (association) =>
    wearing(
      `pods of service account ${association.text("namespace")}/${association.text("service_account")} in cluster ${association.text("cluster_name")}`,
      association,
      "role_arn",
    ),
  aws_iam_openid_connect_provider: (provider) => [
    { to: `whoever ${provider.text("url")} gives a token`, may: "assume roles that trust it" },
  ],
  aws_iam_saml_provider: (provider) => [
    { to: `whoever SAML provider ${provider.text("name")} vouches for`, may: "assume roles that trust it" },
  ],
  aws_iot_policy_attachment: (attachment) => [
    { to: nameOf(attachment.text("target")), may: `do what IoT policy ${attachment.text("policy")} allows` },
  ],
  aws_iot_role_alias: (alias) => wearing(`devices with role alias ${alias.text("alias")}`, alias, "role_arn"),
  aws_rds_cluster_role_association: (association) =>
    wearing(`database cluster ${association.text("db_cluster_identifier")}`, association, "role_arn"),
  aws_redshift_cluster_iam_roles: (roles) =>
    wearing(`cluster ${roles.text("cluster_identifier")}`, roles, "iam_role_arns"),
  aws_rolesanywhere_trust_anchor: (anchor) => [
    { to: `holders of certificates of trust anchor ${anchor.text("name")}`, may: "assume roles that trust it" },
  ],
  aws_ssm_activation: (activation) => wearing("servers that register with the activation", activation, "iam_role"),
  aws_transfer_access: (access) => wearing(`members of directory group ${access.text("external_id")}`, access, "role"),
  aws_transfer_user: (user) => wearing(`file transfer user ${user.text("user_name")}`, user, "role"),
};

function wearing(to: string, resource: Attributes, attribute: string): Given[] {
  return resource.texts(attribute).map((role) => ({ to, may: `do what role ${nameOf(role)} may` }));
}
