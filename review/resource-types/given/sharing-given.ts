import { type Attributes, type Given, type GivenByTypes, nameOf } from "./given";

/** Images, snapshots, documents, layers and services that are shared. */
export const SHARING_GIVEN: GivenByTypes = {
  aws_ami_launch_permission: (permission) =>
    ["group", "account_id", "organization_arn", "organizational_unit_arn"].flatMap((attribute) => {
      const to = permission.given(attribute);
      return to === undefined
        ? []
        : [{ to: everyone(to), may: `start instances of image ${permission.text("image_id")}` }];
    }),
  aws_snapshot_create_volume_permission: (permission) => [
    { to: permission.text("account_id"), may: `make volumes of snapshot ${permission.text("snapshot_id")}` },
  ],
  aws_db_snapshot: snapshot("db_snapshot_identifier"),
  aws_db_snapshot_copy: snapshot("target_db_snapshot_identifier"),
  aws_db_cluster_snapshot: snapshot("db_cluster_snapshot_identifier"),
  aws_rds_cluster_snapshot_copy: snapshot("target_db_cluster_snapshot_identifier"),
  aws_ssm_document: (document) =>
    document
      .blocks("permissions")
      .flatMap(({ account_ids }) => String(account_ids ?? "").split(","))
      .filter((account) => account !== "")
      .map((account) => ({ to: everyone(account.trim()), may: `run document ${document.text("name")}` })),
  aws_lambda_layer_version_permission: (permission) => [
    {
      to: permission.given("organization_id") ?? permission.text("principal"),
      may: `use layer ${nameOf(permission.text("layer_name"))}`,
    },
  ],
  aws_cloudwatch_event_permission: (permission) => {
    const [condition] = permission.blocks("condition");
    const to = condition === undefined ? permission.text("principal") : String(condition.value);
    return [{ to, may: `send events to bus ${permission.given("event_bus_name") ?? "default"}` }];
  },
  aws_vpc_endpoint_service_allowed_principal: (permission) => [
    {
      to: permission.text("principal_arn"),
      may: `connect to endpoint service ${permission.text("vpc_endpoint_service_id")}`,
    },
  ],
  aws_vpc_endpoint_service: (service) =>
    service.texts("allowed_principals").map((to) => ({ to, may: "connect to the endpoint service" })),
  aws_ram_principal_association: (association) => [
    {
      to: association.text("principal"),
      may: `use what is in share ${nameOf(association.text("resource_share_arn"))}`,
    },
  ],
  aws_ram_resource_association: (association) => [
    {
      to: `those with whom share ${nameOf(association.text("resource_share_arn"))} is`,
      may: `use ${association.text("resource_arn")}`,
    },
  ],
  aws_acmpca_permission: (permission) => [
    {
      to: permission.text("principal"),
      may: `${permission.texts("actions").join(", ")} of certificate authority ${nameOf(permission.text("certificate_authority_arn"))}`,
    },
  ],
  aws_config_aggregate_authorization: (authorization) => [
    { to: authorization.text("account_id"), may: "gather the configuration of what is here" },
  ],
  aws_directory_service_shared_directory: (share) =>
    share.blocks("target").map(({ id }) => ({ to: String(id), may: `use directory ${share.text("directory_id")}` })),
  aws_network_interface_permission: (permission) => [
    {
      to: permission.text("aws_account_id"),
      may: `${permission.text("permission")} of network interface ${permission.text("network_interface_id")}`,
    },
  ],
  aws_servicecatalog_portfolio_share: (share) => [
    { to: share.text("principal_id"), may: `launch the products of portfolio ${share.text("portfolio_id")}` },
  ],
  aws_signer_signing_profile_permission: (permission) => [
    {
      to: permission.text("principal"),
      may: `${permission.text("action")} with signing profile ${permission.text("profile_name")}`,
    },
  ],
  aws_redshift_endpoint_authorization: (authorization) => [
    { to: authorization.text("account"), may: `connect to cluster ${authorization.text("cluster_identifier")}` },
  ],
  aws_redshift_data_share_authorization: (authorization) => [
    {
      to: authorization.text("consumer_identifier"),
      may: `read data share ${nameOf(authorization.text("data_share_arn"))}`,
    },
  ],
  aws_opensearch_authorize_vpc_endpoint_access: (authorization) => [
    { to: authorization.text("account"), may: `connect to search domain ${authorization.text("domain_name")}` },
  ],
};

function snapshot(name: string) {
  return (copy: Attributes): Given[] =>
    copy
      .texts("shared_accounts")
      .map((account) => ({ to: everyone(account), may: `restore snapshot ${copy.text(name)}` }));
}

/** How these resources write everyone. */
function everyone(to: string): string {
  return to.toLowerCase() === "all" ? "*" : to;
}
