import { on, own, type ResourceTypes } from "./resource-type";

/** Endpoints, gateways, firewalls and service networks. */
export const NETWORK_TYPES: ResourceTypes = {
  aws_api_gateway_domain_name: { policies: own("API domain name") },
  aws_api_gateway_rest_api: { subject: { kind: "REST API", names: ["id", "name"] }, policies: own("REST API") },
  aws_api_gateway_rest_api_policy: { policies: on("REST API", "rest_api_id") },
  aws_networkfirewall_resource_policy: { policies: on("firewall", "resource_arn") },
  aws_vpc_endpoint: { subject: { kind: "VPC endpoint", names: ["id"] }, policies: own("VPC endpoint") },
  aws_vpc_endpoint_policy: { policies: on("VPC endpoint", "vpc_endpoint_id") },
  aws_vpclattice_auth_policy: { policies: on("service network", "resource_identifier") },
  aws_vpclattice_resource_policy: { policies: on("service network", "resource_arn") },
};
