import type { Match, TransitionRule } from "../../findings/rule";
import type { ResourceChange } from "../../plan/resource-change";

/** What goes with a resource. */
const LOSSES: Readonly<Record<string, string>> = {
  aws_backup_vault: "its backups are lost",
  aws_cloudwatch_log_group: "its logs are lost",
  aws_cognito_user_pool: "its users are lost",
  aws_db_instance: "its data are lost",
  aws_docdb_cluster: "its data are lost",
  aws_dynamodb_table: "its data are lost",
  aws_ebs_volume: "its data are lost",
  aws_ecr_repository: "its images are lost",
  aws_efs_file_system: "its files are lost",
  aws_elasticache_cluster: "its data are lost",
  aws_elasticache_replication_group: "its data are lost",
  aws_elasticsearch_domain: "its data are lost",
  aws_fsx_lustre_file_system: "its files are lost",
  aws_glacier_vault: "its archives are lost",
  aws_kinesis_stream: "its records are lost",
  aws_kms_key: "the key is gone, and with it all that is encrypted under it",
  aws_msk_cluster: "its records are lost",
  aws_neptune_cluster: "its data are lost",
  aws_opensearch_domain: "its data are lost",
  aws_rds_cluster: "its data are lost",
  aws_redshift_cluster: "its data are lost",
  aws_s3_bucket: "its objects are lost",
  aws_secretsmanager_secret: "its value is lost",
  aws_sqs_queue: "its messages are lost",
  aws_ssm_parameter: "its value is lost",
  aws_timestreamwrite_table: "its data are lost",
};

/** Something that holds data or messages is destroyed or replaced. */
export const dataLoss: TransitionRule = {
  id: "data-loss",
  level: "high",
  why: "what it holds is not kept: Terraform neither copies nor drains it",
  transition: ({ changes }) => changes.flatMap(lost),
};

function lost({ address, type, action, planned }: ResourceChange): Match[] {
  const loss = LOSSES[type];
  if (loss === undefined || planned.mode === "data") return [];
  if (action === "delete") return [{ where: address, what: `${address} is destroyed: ${loss}` }];
  if (action !== "replace") return [];
  const reasons = (planned.change.replace_paths ?? []).map((path) => path.join("."));
  const because = reasons.length > 0 ? ` (for ${reasons.join(", ")})` : "";
  return [{ where: address, what: `${address} is destroyed and made anew${because}: ${loss}` }];
}
