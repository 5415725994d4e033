import { of, on, own, type ResourceTypes } from "./resource-type";

/** The same things by the provider that speaks to Cloud Control, under CloudFormation's names. */
export const CLOUD_CONTROL_TYPES: ResourceTypes = {
  awscc_ecr_repository: {
    subject: { kind: "repository", names: ["repository_name"] },
    policies: own("repository", "repository_policy_text"),
  },
  awscc_iam_group: {
    subject: { kind: "group", names: ["group_name"] },
    policies: [{ place: "identity", attribute: "policies", within: "policy_document", kind: "group" }],
    attachments: [{ place: "identity", attribute: "managed_policy_arns", kind: "group" }],
  },
  awscc_iam_group_policy: { policies: of("group", "group_name", "policy_document") },
  awscc_iam_role: {
    subject: { kind: "role", names: ["role_name"] },
    policies: [
      { place: "trust", attribute: "assume_role_policy_document", kind: "role" },
      { place: "identity", attribute: "policies", within: "policy_document", kind: "role" },
    ],
    attachments: [
      { place: "identity", attribute: "managed_policy_arns", kind: "role" },
      { place: "boundary", attribute: "permissions_boundary", kind: "role" },
    ],
  },
  awscc_iam_role_policy: { policies: of("role", "role_name", "policy_document") },
  awscc_iam_user: {
    subject: { kind: "user", names: ["user_name"] },
    policies: [{ place: "identity", attribute: "policies", within: "policy_document", kind: "user" }],
    attachments: [
      { place: "identity", attribute: "managed_policy_arns", kind: "user" },
      { place: "boundary", attribute: "permissions_boundary", kind: "user" },
    ],
  },
  awscc_iam_user_policy: { policies: of("user", "user_name", "policy_document") },
  awscc_kms_key: { subject: { kind: "key", names: ["key_id"] }, policies: own("key", "key_policy") },
  awscc_s3_bucket: { subject: { kind: "bucket", names: ["bucket_name"] } },
  awscc_s3_bucket_policy: { policies: on("bucket", "bucket", "policy_document") },
  awscc_secretsmanager_resource_policy: { policies: on("secret", "secret_id", "resource_policy") },
  awscc_sns_topic: { subject: { kind: "topic", names: ["topic_name"] } },
  awscc_sns_topic_policy: { policies: on("topic", "topics", "policy_document") },
  awscc_sqs_queue: { subject: { kind: "queue", names: ["queue_name"] } },
  awscc_sqs_queue_policy: { policies: on("queue", "queues", "policy_document") },
};
