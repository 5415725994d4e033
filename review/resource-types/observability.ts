import { on, own, type ResourceTypes } from "./resource-type";

/** Logs, traces and what gathers them. */
export const OBSERVABILITY_TYPES: ResourceTypes = {
  aws_cloudwatch_log_delivery_destination_policy: {
    policies: on("log delivery destination", "delivery_destination_name", "delivery_destination_policy"),
  },
  aws_cloudwatch_log_destination: { subject: { kind: "log destination", names: ["name"] } },
  aws_cloudwatch_log_destination_policy: { policies: on("log destination", "destination_name", "access_policy") },
  aws_cloudwatch_log_group: {
    loss: "its logs are lost",
    durations: [{ attribute: "retention_in_days", unit: "days", zero: "for ever", effect: "older logs are deleted" }],
    nameLimits: [{ attribute: "name", length: 512 }],
  },
  aws_cloudwatch_log_resource_policy: { policies: own("log resource policy", "policy_document") },
  aws_oam_sink_policy: { policies: on("observability sink", "sink_identifier") },
  aws_xray_resource_policy: { policies: own("X-Ray resource policy", "policy_document") },
};
