import { type Duration, on, own, type ResourceTypes } from "./resource-type";

const BACKUPS: Duration = {
  attribute: "backup_retention_period",
  unit: "days",
  effect: "older backups are deleted",
};

/** Databases, caches and search. */
export const DATABASE_TYPES: ResourceTypes = {
  aws_cloudsearch_domain: { subject: { kind: "search domain", names: ["name"] } },
  aws_cloudsearch_domain_service_access_policy: { policies: on("search domain", "domain_name", "access_policy") },
  aws_db_instance: { loss: "its data are lost", durations: [BACKUPS] },
  aws_docdb_cluster: { loss: "its data are lost", durations: [BACKUPS] },
  aws_dynamodb_resource_policy: { policies: on("table", "resource_arn") },
  aws_dynamodb_table: {
    subject: { kind: "table", names: ["name"] },
    loss: "its data are lost",
    nameLimits: [{ attribute: "name", length: 255 }],
  },
  aws_elasticache_cluster: { loss: "its data are lost" },
  aws_elasticache_replication_group: { loss: "its data are lost" },
  aws_elasticsearch_domain: {
    subject: { kind: "search domain", names: ["domain_name"] },
    policies: own("search domain", "access_policies"),
    loss: "its data are lost",
  },
  aws_elasticsearch_domain_policy: { policies: on("search domain", "domain_name", "access_policies") },
  aws_neptune_cluster: { loss: "its data are lost", durations: [BACKUPS] },
  aws_opensearch_domain: {
    subject: { kind: "search domain", names: ["domain_name"] },
    policies: own("search domain", "access_policies"),
    loss: "its data are lost",
  },
  aws_opensearch_domain_policy: { policies: on("search domain", "domain_name", "access_policies") },
  aws_rds_cluster: { loss: "its data are lost", durations: [BACKUPS] },
  aws_redshift_cluster: { loss: "its data are lost" },
  aws_redshift_resource_policy: { policies: on("Redshift namespace", "resource_arn") },
  aws_redshiftserverless_resource_policy: { policies: on("Redshift namespace", "resource_arn") },
  aws_timestreamwrite_table: { loss: "its data are lost" },
};
