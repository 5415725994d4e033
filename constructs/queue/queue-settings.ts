import type { SqsQueueConfig } from "@cdktf/provider-aws/lib/sqs-queue";
import type { KmsKey } from "../roles/kms-key";
import { queuePolicy } from "./queue-policy";

/** What a queue and its dead-letter queue have in common. */
export interface QueueSettings {
  readonly queueName: string;
  readonly fifo?: boolean;
  readonly retentionSeconds: number;
  readonly maxMessageSizeBytes?: number;
  readonly key?: KmsKey;
  readonly dataKeyReuseSeconds?: number;
  readonly tags?: Readonly<Record<string, string>>;
}

const DATA_KEY_REUSE_SECONDS = 300;
const MAX_MESSAGE_SIZE_BYTES = 262_144;

/** The attributes of any queue here: encrypted, and reached by TLS alone. */
export function queueConfig(settings: QueueSettings, queueArn: string): SqsQueueConfig {
  const { key } = settings;
  return {
    name: settings.queueName,
    // SQS takes no false: a queue is FIFO or says nothing of it.
    fifoQueue: settings.fifo || undefined,
    messageRetentionSeconds: settings.retentionSeconds,
    maxMessageSize: settings.maxMessageSizeBytes ?? MAX_MESSAGE_SIZE_BYTES,
    sqsManagedSseEnabled: key ? undefined : true,
    kmsMasterKeyId: key?.id,
    kmsDataKeyReusePeriodSeconds: key && (settings.dataKeyReuseSeconds ?? DATA_KEY_REUSE_SECONDS),
    // The queue's ARN is composed, so that the rule can be part of it: there is no moment without it.
    policy: queuePolicy(queueArn),
    tags: settings.tags,
  };
}
