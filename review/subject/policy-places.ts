/** What a policy says of its subject: what it may do, who may become it, the most it may do, or who may use it. */
export type Place = "identity" | "trust" | "boundary" | "resource";

/** Where a resource type keeps a policy. */
export interface PolicyPlace {
  readonly place: Place;
  readonly attribute: string;
  /** What kind of thing the policy speaks of. */
  readonly kind: string;
  /** The attribute that names the thing; without one it is the resource itself. */
  readonly subject?: string;
  /** In a list of blocks (`inline_policy`), the attribute of each block that holds the policy. */
  readonly within?: string;
}

/** Where a resource type says which managed policies someone has. */
export interface AttachmentPlace {
  readonly place: "identity" | "boundary";
  /** The attribute with the ARN or the ARNs. */
  readonly attribute: string;
  readonly kind: string;
  /** The attribute with the name or the names of those who get them; without one it is the resource itself. */
  readonly subject?: string;
}

/** The policies of each resource type. Source: the AWS provider's documentation, 5.100. */
export const POLICY_PLACES: Readonly<Record<string, readonly PolicyPlace[]>> = {
  aws_iam_role: [
    { place: "trust", attribute: "assume_role_policy", kind: "role" },
    { place: "identity", attribute: "inline_policy", within: "policy", kind: "role" },
  ],
  aws_iam_role_policy: [{ place: "identity", attribute: "policy", kind: "role", subject: "role" }],
  aws_iam_user_policy: [{ place: "identity", attribute: "policy", kind: "user", subject: "user" }],
  aws_iam_group_policy: [{ place: "identity", attribute: "policy", kind: "group", subject: "group" }],
  aws_ssoadmin_permission_set_inline_policy: [
    { place: "identity", attribute: "inline_policy", kind: "permission set", subject: "permission_set_arn" },
  ],
  aws_iot_policy: [{ place: "identity", attribute: "policy", kind: "IoT policy" }],
  aws_organizations_policy: [{ place: "boundary", attribute: "content", kind: "organization policy" }],
  aws_sqs_queue: [own("queue", "policy")],
  aws_sqs_queue_policy: [on("queue", "queue_url")],
  aws_kms_key: [own("key", "policy")],
  aws_kms_external_key: [own("key", "policy")],
  aws_kms_replica_key: [own("key", "policy")],
  aws_kms_replica_external_key: [own("key", "policy")],
  aws_kms_key_policy: [on("key", "key_id")],
  aws_s3_bucket: [own("bucket", "policy")],
  aws_s3_bucket_policy: [on("bucket", "bucket")],
  aws_s3control_bucket_policy: [on("bucket", "bucket")],
  aws_s3_access_point: [own("access point", "policy")],
  aws_s3control_access_point_policy: [on("access point", "access_point_arn")],
  aws_s3_directory_bucket_policy: [on("bucket", "bucket")],
  aws_sns_topic: [own("topic", "policy")],
  aws_sns_topic_policy: [on("topic", "arn")],
  aws_secretsmanager_secret: [own("secret", "policy")],
  aws_secretsmanager_secret_policy: [on("secret", "secret_arn")],
  aws_ecr_repository_policy: [on("repository", "repository")],
  aws_ecr_registry_policy: [own("registry", "policy")],
  aws_ecrpublic_repository_policy: [on("public repository", "repository_name")],
  aws_vpc_endpoint: [own("VPC endpoint", "policy")],
  aws_vpc_endpoint_policy: [on("VPC endpoint", "vpc_endpoint_id")],
  aws_cloudwatch_log_resource_policy: [own("log resource policy", "policy_document")],
  aws_cloudwatch_log_destination_policy: [on("log destination", "destination_name", "access_policy")],
  aws_cloudwatch_event_bus_policy: [on("event bus", "event_bus_name")],
  aws_dynamodb_resource_policy: [on("table", "resource_arn")],
  aws_efs_file_system_policy: [on("file system", "file_system_id")],
  aws_kinesis_resource_policy: [on("stream", "resource_arn")],
  aws_opensearch_domain: [own("search domain", "access_policies")],
  aws_opensearch_domain_policy: [on("search domain", "domain_name", "access_policies")],
  aws_elasticsearch_domain: [own("search domain", "access_policies")],
  aws_elasticsearch_domain_policy: [on("search domain", "domain_name", "access_policies")],
  aws_api_gateway_rest_api: [own("REST API", "policy")],
  aws_api_gateway_rest_api_policy: [on("REST API", "rest_api_id")],
  aws_backup_vault_policy: [on("backup vault", "backup_vault_name")],
  aws_glacier_vault: [own("vault", "access_policy")],
  aws_glue_resource_policy: [own("Glue catalog", "policy")],
  aws_codeartifact_domain_permissions_policy: [on("package domain", "domain", "policy_document")],
  aws_codeartifact_repository_permissions_policy: [on("package repository", "repository", "policy_document")],
  aws_codebuild_resource_policy: [on("build project", "resource_arn")],
  aws_acmpca_policy: [on("certificate authority", "resource_arn")],
  aws_media_store_container_policy: [on("media container", "container_name")],
  aws_networkfirewall_resource_policy: [on("firewall", "resource_arn")],
  aws_redshift_resource_policy: [on("Redshift namespace", "resource_arn")],
  aws_schemas_registry_policy: [on("schema registry", "registry_name")],
  aws_ses_identity_policy: [on("e-mail identity", "identity")],
  aws_sesv2_email_identity_policy: [on("e-mail identity", "email_identity")],
};

/** The managed policies each resource type attaches. */
export const ATTACHMENT_PLACES: Readonly<Record<string, readonly AttachmentPlace[]>> = {
  aws_iam_role: [
    { place: "identity", attribute: "managed_policy_arns", kind: "role" },
    { place: "boundary", attribute: "permissions_boundary", kind: "role" },
  ],
  aws_iam_user: [{ place: "boundary", attribute: "permissions_boundary", kind: "user" }],
  aws_iam_role_policy_attachment: [attached("role", "role", "policy_arn")],
  aws_iam_user_policy_attachment: [attached("user", "user", "policy_arn")],
  aws_iam_group_policy_attachment: [attached("group", "group", "policy_arn")],
  aws_iam_policy_attachment: [
    attached("role", "roles", "policy_arn"),
    attached("user", "users", "policy_arn"),
    attached("group", "groups", "policy_arn"),
  ],
  aws_iam_role_policy_attachments_exclusive: [attached("role", "role_name", "policy_arns")],
  aws_iam_user_policy_attachments_exclusive: [attached("user", "user_name", "policy_arns")],
  aws_iam_group_policy_attachments_exclusive: [attached("group", "group_name", "policy_arns")],
  aws_ssoadmin_managed_policy_attachment: [attached("permission set", "permission_set_arn", "managed_policy_arn")],
};

/** Resources that keep their subject's inline policies to a list of names: the subject, and the names. */
export const EXCLUSIVE_NAMES: Readonly<Record<string, { kind: string; subject: string; attribute: string }>> = {
  aws_iam_role_policies_exclusive: { kind: "role", subject: "role_name", attribute: "policy_names" },
  aws_iam_user_policies_exclusive: { kind: "user", subject: "user_name", attribute: "policy_names" },
  aws_iam_group_policies_exclusive: { kind: "group", subject: "group_name", attribute: "policy_names" },
};

/** The resource that is a subject itself, and the attributes that others call it by. */
export const SUBJECT_NAMES: Readonly<Record<string, { kind: string; names: readonly string[] }>> = {
  aws_iam_role: { kind: "role", names: ["name"] },
  aws_iam_user: { kind: "user", names: ["name"] },
  aws_iam_group: { kind: "group", names: ["name"] },
  aws_ssoadmin_permission_set: { kind: "permission set", names: ["name", "arn"] },
  aws_sqs_queue: { kind: "queue", names: ["name"] },
  aws_kms_key: { kind: "key", names: ["key_id"] },
  aws_kms_external_key: { kind: "key", names: ["id"] },
  aws_kms_replica_key: { kind: "key", names: ["key_id"] },
  aws_kms_replica_external_key: { kind: "key", names: ["key_id"] },
  aws_s3_bucket: { kind: "bucket", names: ["bucket"] },
  aws_s3_directory_bucket: { kind: "bucket", names: ["bucket"] },
  aws_s3_access_point: { kind: "access point", names: ["name"] },
  aws_sns_topic: { kind: "topic", names: ["name"] },
  aws_secretsmanager_secret: { kind: "secret", names: ["name"] },
  aws_ecr_repository: { kind: "repository", names: ["name"] },
  aws_ecrpublic_repository: { kind: "public repository", names: ["repository_name"] },
  aws_vpc_endpoint: { kind: "VPC endpoint", names: ["id"] },
  aws_cloudwatch_log_destination: { kind: "log destination", names: ["name"] },
  aws_cloudwatch_event_bus: { kind: "event bus", names: ["name"] },
  aws_dynamodb_table: { kind: "table", names: ["name"] },
  aws_efs_file_system: { kind: "file system", names: ["id"] },
  aws_kinesis_stream: { kind: "stream", names: ["name"] },
  aws_opensearch_domain: { kind: "search domain", names: ["domain_name"] },
  aws_elasticsearch_domain: { kind: "search domain", names: ["domain_name"] },
  aws_api_gateway_rest_api: { kind: "REST API", names: ["id", "name"] },
  aws_backup_vault: { kind: "backup vault", names: ["name"] },
  aws_lambda_function: { kind: "function", names: ["function_name"] },
};

/** What a subject is called: the last part of an ARN or of a queue's URL, or the name as it stands. */
export function subjectName(kind: string, text: string): string {
  if (text.startsWith("https://")) return text.slice(text.lastIndexOf("/") + 1);
  const resource = /^arn:[^:]*:[^:]*:[^:]*:[^:]*:(.+)$/.exec(text)?.[1];
  if (resource === undefined) return text;
  if (kind === "secret") return resource.replace(/^secret:/, "").replace(/-[A-Za-z0-9]{6}$/, "");
  if (/^(role|user|group)$/.test(kind)) return resource.slice(resource.lastIndexOf("/") + 1);
  return resource.replace(/^(repository|table|key|stream|function|accesspoint|event-bus|file-system)[/:]/, "");
}

function own(kind: string, attribute: string): PolicyPlace {
  return { place: "resource", attribute, kind };
}

function on(kind: string, subject: string, attribute = "policy"): PolicyPlace {
  return { place: "resource", attribute, kind, subject };
}

function attached(kind: string, subject: string, attribute: string): AttachmentPlace {
  return { place: "identity", attribute, kind, subject };
}
