import type { DefaultedRange, NumberRange } from "../number-range";

const FOURTEEN_DAYS = 1_209_600;
const FOUR_DAYS = 345_600;

/** What a queue's attributes may be, and are unless said otherwise. Source: SQS API reference, SetQueueAttributes. */
export const QUEUE_LIMITS = {
  visibilityTimeoutSeconds: { from: 0, to: 43_200, fallback: 30 },
  retentionSeconds: { from: 60, to: FOURTEEN_DAYS, fallback: FOUR_DAYS },
  delaySeconds: { from: 0, to: 900, fallback: 0 },
  /** Long polling: fewer empty answers, and less to pay. */
  receiveWaitTimeSeconds: { from: 0, to: 20, fallback: 20 },
  /** AWS provider 5 takes up to 262,144. */
  maxMessageSizeBytes: { from: 1024, to: 1_048_576, fallback: 262_144 },
  dataKeyReuseSeconds: { from: 60, to: 86_400, fallback: 300 },
  /** Five tries outlast a passing fault; more would only hold the others up. */
  maxReceiveCount: { from: 1, to: 1000, fallback: 5 },
  deadLetterRetentionSeconds: { from: 60, to: FOURTEEN_DAYS, fallback: FOURTEEN_DAYS },
} as const satisfies Readonly<Record<string, DefaultedRange>>;

/** When a queue's alarms go off. */
export const QUEUE_ALARM_LIMITS = {
  oldestMessageAgeSeconds: { from: 60, to: FOURTEEN_DAYS, fallback: 900 },
  deadLetterMessages: { from: 1, fallback: 1 },
} as const satisfies Readonly<Record<string, NumberRange & DefaultedRange>>;
