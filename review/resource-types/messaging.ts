import { on, own, type ResourceTypes } from "./resource-type";

/** Queues, topics, buses and streams. */
export const MESSAGING_TYPES: ResourceTypes = {
  aws_cloudwatch_event_bus: { subject: { kind: "event bus", names: ["name"] } },
  aws_cloudwatch_event_bus_policy: { policies: on("event bus", "event_bus_name") },
  aws_kinesis_resource_policy: { policies: on("stream", "resource_arn") },
  aws_kinesis_stream: {
    subject: { kind: "stream", names: ["name"] },
    loss: "its records are lost",
    durations: [{ attribute: "retention_period", unit: "h", effect: "older records are deleted" }],
    nameLimits: [{ attribute: "name", length: 128 }],
  },
  aws_msk_cluster: { subject: { kind: "Kafka cluster", names: ["cluster_name", "arn"] }, loss: "its records are lost" },
  aws_msk_cluster_policy: { policies: on("Kafka cluster", "cluster_arn") },
  aws_schemas_registry_policy: { policies: on("schema registry", "registry_name") },
  aws_sns_topic: {
    subject: { kind: "topic", names: ["name"] },
    policies: own("topic"),
    nameLimits: [{ attribute: "name", length: 256 }],
  },
  aws_sns_topic_policy: { policies: on("topic", "arn") },
  aws_sqs_queue: {
    subject: { kind: "queue", names: ["name"] },
    policies: own("queue"),
    loss: "its messages are lost",
    durations: [
      { attribute: "message_retention_seconds", unit: "s", effect: "older messages are deleted" },
      {
        attribute: "visibility_timeout_seconds",
        unit: "s",
        effect: "a message whose handling takes longer is delivered again",
      },
    ],
    nameLimits: [{ attribute: "name", length: 80 }],
  },
  aws_sqs_queue_policy: { policies: on("queue", "queue_url") },
};
