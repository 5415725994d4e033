import { on, own, type ResourceTypes } from "./resource-type";

/** Keys, secrets, parameters and certificates. */
export const ENCRYPTION_TYPES: ResourceTypes = {
  aws_acmpca_policy: { policies: on("certificate authority", "resource_arn") },
  aws_kms_external_key: { subject: { kind: "key", names: ["id"] }, policies: own("key") },
  aws_kms_key: {
    subject: { kind: "key", names: ["key_id"] },
    policies: own("key"),
    loss: "the key is gone, and with it all that is encrypted under it",
  },
  aws_kms_key_policy: { policies: on("key", "key_id") },
  aws_kms_replica_external_key: { subject: { kind: "key", names: ["key_id"] }, policies: own("key") },
  aws_kms_replica_key: { subject: { kind: "key", names: ["key_id"] }, policies: own("key") },
  aws_secretsmanager_secret: {
    subject: { kind: "secret", names: ["name"] },
    policies: own("secret"),
    loss: "its value is lost",
    nameLimits: [{ attribute: "name", length: 512 }],
  },
  aws_secretsmanager_secret_policy: { policies: on("secret", "secret_arn") },
  aws_ssm_parameter: { loss: "its value is lost" },
};
