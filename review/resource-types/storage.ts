import { on, own, type ResourceTypes } from "./resource-type";

/** Buckets, file systems, volumes, vaults and backups. */
export const STORAGE_TYPES: ResourceTypes = {
  aws_backup_vault: { subject: { kind: "backup vault", names: ["name"] }, loss: "its backups are lost" },
  aws_backup_vault_policy: { policies: on("backup vault", "backup_vault_name") },
  aws_ebs_volume: { loss: "its data are lost" },
  aws_efs_file_system: { subject: { kind: "file system", names: ["id"] }, loss: "its files are lost" },
  aws_efs_file_system_policy: { policies: on("file system", "file_system_id") },
  aws_fsx_lustre_file_system: { loss: "its files are lost" },
  aws_glacier_vault: {
    subject: { kind: "vault", names: ["name"] },
    policies: own("vault", "access_policy"),
    loss: "its archives are lost",
  },
  aws_glacier_vault_lock: { policies: on("vault", "vault_name") },
  aws_s3_access_point: { subject: { kind: "access point", names: ["name"] }, policies: own("access point") },
  aws_s3_bucket: {
    subject: { kind: "bucket", names: ["bucket"] },
    policies: own("bucket"),
    loss: "its objects are lost",
    nameLimits: [{ attribute: "bucket", length: 63 }],
  },
  aws_s3_bucket_policy: { policies: on("bucket", "bucket") },
  aws_s3_directory_bucket: { subject: { kind: "bucket", names: ["bucket"] } },
  aws_s3_directory_bucket_policy: { policies: on("bucket", "bucket") },
  aws_s3control_access_grants_instance_resource_policy: { policies: own("S3 access grants") },
  aws_s3control_access_point_policy: { policies: on("access point", "access_point_arn") },
  aws_s3control_bucket_policy: { policies: on("bucket", "bucket") },
  aws_s3control_multi_region_access_point_policy: {
    policies: [{ place: "resource", attribute: "details", within: "policy", kind: "multi-region access point" }],
  },
  aws_s3control_object_lambda_access_point_policy: { policies: on("object lambda access point", "name") },
  aws_s3tables_table_bucket_policy: { policies: on("table bucket", "table_bucket_arn", "resource_policy") },
  aws_s3tables_table_policy: { policies: on("S3 table", "name", "resource_policy") },
};
