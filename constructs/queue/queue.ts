import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Token } from "cdktf";
import type { Construct } from "constructs";
import { canonicalJson } from "../../aws/canonical-json";
import { problem } from "../../aws/messages";
import { principalSender } from "../../aws/sqs/senders";
import { tagProblems, tagsRule } from "../environment/environment-rules";
import { knownText } from "../environment/known-text";
import { placeOf } from "../environment/place-of";
import { stackTagsOf } from "../environment/stack-tags";
import { type KmsKey, keyRule } from "../roles/kms-key";
import {
  anything,
  arnOf,
  boolean,
  checkMembers,
  integer,
  type RulesOf,
  reason,
  required,
  shape,
} from "../validation/rules";
import { addProblems } from "../validation/validation-error";
import { addBucket, type BucketSenderOptions } from "./bucket-sender";
import { DeadLetterQueue } from "./dead-letter-queue";
import { ExistingQueue, type ExistingQueueOptions } from "./existing-queue";
import { LARGEST_MESSAGE, messageSizeProblems } from "./message-size";
import { QueueAccess, queueNameProblems, queueNameRule } from "./queue-access";
import { QueueAlarms, type QueueAlarmsProps, queueAlarmsRule } from "./queue-alarms";
import { queuePolicyProblems } from "./queue-policy";
import { QueueSenders } from "./queue-senders";
import { type QueueSettings, queueConfig } from "./queue-settings";
import { addRule, type RuleSenderOptions } from "./rule-sender";
import { addTopic, type TopicSenderOptions } from "./topic-sender";

/** What a queue is called and how it behaves. */
export interface QueueProps {
  /** The queue's name: 1 to 80 letters, digits, `-` or `_`. A FIFO queue's ends in `.fifo`, which counts. */
  readonly queueName: string;
  /** Whether messages keep their order and come once. Its name then ends in `.fifo`. @default false */
  readonly fifo?: boolean;
  /** FIFO only: whether equal bodies within 5 minutes are one message. @default false */
  readonly contentBasedDeduplication?: boolean;
  /** FIFO only: whether order and throughput hold for each message group instead of the queue. @default false */
  readonly highThroughput?: boolean;
  /**
   * How long a received message stays hidden from others, 0 to 43,200 seconds. Longer than the work on one message
   * takes, or it is delivered twice.
   * @default 30
   */
  readonly visibilityTimeoutSeconds?: number;
  /** How long a message is kept, 60 to 1,209,600 seconds (14 days). @default 345600, 4 days */
  readonly retentionSeconds?: number;
  /** How long a new message stays hidden, 0 to 900 seconds. @default 0 */
  readonly delaySeconds?: number;
  /** How long a receive waits for a message, 0 to 20 seconds. @default 20: fewer empty answers, and less to pay */
  readonly receiveWaitTimeSeconds?: number;
  /**
   * The largest message, 1,024 to 262,144 bytes, and 1,048,576 where the stack takes no AWS provider below 6.8.0
   * (`providerVersions`).
   * @default 262144
   */
  readonly maxMessageSizeBytes?: number;
  /** The customer-managed key that encrypts messages, in its dead-letter queue too. @default - SSE-SQS */
  readonly key?: KmsKey;
  /** How long a data key is used again, 60 to 86,400 seconds. Needs a `key`. @default 300 */
  readonly dataKeyReuseSeconds?: number;
  /** What is different for the dead-letter queue. @default - `maxReceiveCount` 5, 14 days of retention */
  readonly deadLetterQueue?: DeadLetterQueueProps;
  /** Leaves the dead-letter queue out, and says why a message that always fails may block the work. @default - it has one */
  readonly noDeadLetterQueueBecause?: string;
  /** Alarms for messages that are not worked on. @default - none */
  readonly alarms?: QueueAlarmsProps;
  /** @default - the stack's tags only */
  readonly tags?: Readonly<Record<string, string>>;
}

/** What is different about a queue's dead-letter queue. */
export interface DeadLetterQueueProps {
  /** @default - the queue's name with `-dead-letter` */
  readonly queueName?: string;
  /** How often a message is received before it moves, 1 to 1,000 times. @default 5 */
  readonly maxReceiveCount?: number;
  /**
   * How long it keeps a message, 60 to 1,209,600 seconds. For a standard queue more than the queue itself: a message keeps
   * the time it was first sent when it moves.
   * @default 1209600, 14 days
   */
  readonly retentionSeconds?: number;
}

const FOURTEEN_DAYS = 1_209_600;
const FOUR_DAYS = 345_600;
const LONG_POLLING_SECONDS = 20;
/** Five tries outlast a passing fault; more would only hold the others up. */
const MAX_RECEIVE_COUNT = 5;

/**
 * An SQS queue, standard or FIFO: encrypted, reached by TLS alone, and with a dead-letter queue of the same type that
 * takes messages of no other queue.
 */
export class Queue extends QueueAccess {
  /** A queue of this account and region that exists already. */
  static fromName(scope: Construct, id: string, queueName: string, options?: ExistingQueueOptions): QueueAccess {
    return new ExistingQueue(scope, id, queueName, options);
  }

  /** The queue's name. */
  readonly queueName: string;
  readonly key?: KmsKey;
  readonly deadLetterQueue?: DeadLetterQueue;
  /** The queue as Terraform knows it. */
  readonly resource: SqsQueue;
  private readonly fifo: boolean;
  private readonly senders: QueueSenders;

  constructor(scope: Construct, id: string, given: QueueProps) {
    super(scope, id);
    const props = given ?? ({} as QueueProps);
    const { region } = placeOf(this);
    const settings = { ...props, retentionSeconds: props.retentionSeconds ?? FOUR_DAYS };
    this.queueName = props.queueName;
    this.key = props.key;
    if (props.noDeadLetterQueueBecause === undefined) {
      this.deadLetterQueue = new DeadLetterQueue(this, "dead_letter", deadLetterSettings(props));
    }
    this.resource = new SqsQueue(this, "Default", {
      ...queueConfig(settings, this.arn),
      contentBasedDeduplication: props.contentBasedDeduplication,
      deduplicationScope: props.highThroughput ? "messageGroup" : undefined,
      fifoThroughputLimit: props.highThroughput ? "perMessageGroupId" : undefined,
      visibilityTimeoutSeconds: props.visibilityTimeoutSeconds ?? 30,
      delaySeconds: props.delaySeconds ?? 0,
      receiveWaitTimeSeconds: props.receiveWaitTimeSeconds ?? LONG_POLLING_SECONDS,
      redrivePolicy:
        this.deadLetterQueue && redrivePolicy(this.deadLetterQueue, props.deadLetterQueue?.maxReceiveCount),
      // The redrive policy names a composed ARN, and SQS wants the queue behind it to exist.
      dependsOn: this.deadLetterQueue && [this.deadLetterQueue.resource],
    });
    this.fifo = props.fifo ?? false;
    this.senders = new QueueSenders(this);
    this.deadLetterQueue?.acceptFrom(this);
    if (props.alarms) {
      const deadLetterQueueName = this.deadLetterQueue?.queueName;
      new QueueAlarms(this, "alarms", { ...props.alarms, queueName: this.queueName, deadLetterQueueName });
    }
    addProblems(this, () => [
      ...queueProblems(props, region),
      ...tagProblems(props.tags, stackTagsOf(this)),
      ...messageSizeProblems(this, props.maxMessageSizeBytes),
      ...queuePolicyProblems(this.resource, this.url),
    ]);
  }

  /**
   * Lets an SNS topic send, and subscribes the queue to it: `sqs:SendMessage` for `sns.amazonaws.com`, from this topic alone
   * (`aws:SourceArn`), in the queue's one policy. By the topic's ARN.
   *
   * With a key its policy must let SNS use it (`kms:Decrypt`, `kms:GenerateDataKey`): added where the key is a resource of
   * this app, and else said in the output `<queue>_key_policy`.
   */
  allowSendFromTopic(topicArn: string, options: TopicSenderOptions = {}): void {
    addTopic(this, this.senders, this.fifo, topicArn, options ?? {});
  }

  /**
   * Lets a bucket's notifications arrive: `sqs:SendMessage` for `s3.amazonaws.com`, from this bucket and its owner's account
   * alone (`aws:SourceArn`, `aws:SourceAccount`). By the bucket's name. With `notify` the bucket's notification is made
   * here. With a key as `allowSendFromTopic`.
   */
  allowSendFromBucket(bucketName: string, options: BucketSenderOptions = {}): void {
    addBucket(this, this.senders, this.fifo, bucketName, options ?? {});
  }

  /**
   * Lets an EventBridge rule send, and makes the queue its target: `sqs:SendMessage` for `events.amazonaws.com`, from this
   * rule alone (`aws:SourceArn`). By the rule's ARN. With a key as `allowSendFromTopic`.
   */
  allowSendFromRule(ruleArn: string, options: RuleSenderOptions = {}): void {
    addRule(this, this.senders, this.fifo, ruleArn, options ?? {});
  }

  /**
   * Lets a principal of another account send: `sqs:SendMessage`, `sqs:GetQueueAttributes` and `sqs:GetQueueUrl` for a role,
   * a user or a whole account, by its ARN; its own policies must allow it too. With a key its policy must let the principal
   * use it, as in `allowSendFromTopic`. For roles of this account there is `grantSend`.
   */
  allowSendFromPrincipal(principalArn: string): void {
    const known = knownText(principalArn);
    this.senders.add(principalSender(known), principalRule(known, "principalArn"));
  }
}

const principalRule = required(
  arnOf("iam", /^(root|(role|user)\/[^*?\s]+)$/, "arn:aws:iam::<account>:role/<name>, or …:root for a whole account"),
);

/** A dead-letter queue is of its queue's type, and keeps what its queue's key encrypted. */
function deadLetterSettings(props: QueueProps): QueueSettings {
  const base = String(props.queueName).replace(/\.fifo$/, "");
  return {
    ...props,
    queueName: props.deadLetterQueue?.queueName ?? `${base}-dead-letter${props.fifo ? ".fifo" : ""}`,
    retentionSeconds: props.deadLetterQueue?.retentionSeconds ?? FOURTEEN_DAYS,
  };
}

function redrivePolicy(deadLetterQueue: DeadLetterQueue, maxReceiveCount = MAX_RECEIVE_COUNT): string {
  return canonicalJson({ deadLetterTargetArn: deadLetterQueue.arn, maxReceiveCount });
}

function queueRules(region: string): RulesOf<QueueProps> {
  return {
    queueName: required(anything),
    fifo: boolean,
    contentBasedDeduplication: boolean,
    highThroughput: boolean,
    visibilityTimeoutSeconds: integer(0, 43_200),
    retentionSeconds: integer(60, FOURTEEN_DAYS),
    delaySeconds: integer(0, 900),
    receiveWaitTimeSeconds: integer(0, 20),
    maxMessageSizeBytes: integer(1024, LARGEST_MESSAGE),
    key: keyRule(region),
    dataKeyReuseSeconds: integer(60, 86_400),
    deadLetterQueue: shape<DeadLetterQueueProps>({
      queueName: queueNameRule,
      maxReceiveCount: integer(1, 1000),
      retentionSeconds: integer(60, FOURTEEN_DAYS),
    }),
    noDeadLetterQueueBecause: reason,
    alarms: queueAlarmsRule(region),
    tags: tagsRule,
  };
}

function queueProblems(props: QueueProps, region: string): readonly string[] {
  const { queueName, fifo = false, retentionSeconds = FOUR_DAYS, deadLetterQueue } = props;
  const problems = [...checkMembers(props, queueRules(region)), ...queueNameProblems(queueName, fifo)];
  for (const member of ["contentBasedDeduplication", "highThroughput"] as const) {
    if (!fifo && props[member]) problems.push(problem(member, "be set for FIFO queues only", props[member]));
  }
  if (props.dataKeyReuseSeconds !== undefined && !props.key)
    problems.push(problem("dataKeyReuseSeconds", "stand beside a key", props.dataKeyReuseSeconds));
  if (props.noDeadLetterQueueBecause !== undefined && deadLetterQueue) {
    problems.push(
      problem(
        "deadLetterQueue",
        "not stand beside noDeadLetterQueueBecause",
        props.noDeadLetterQueueBecause,
        "keep one of them",
      ),
    );
  }
  if (deadLetterQueue?.queueName !== undefined && deadLetterQueue.queueName === queueName) {
    problems.push(problem("deadLetterQueue.queueName", "be another queue's", queueName, "messages would go round"));
  }
  const kept = deadLetterQueue?.retentionSeconds ?? FOURTEEN_DAYS;
  const known = !Token.isUnresolved(kept) && !Token.isUnresolved(retentionSeconds);
  if (known && !fifo && props.noDeadLetterQueueBecause === undefined && kept <= retentionSeconds) {
    const remedy = "a message keeps its age when it moves, and would be gone before anyone looked";
    problems.push(
      problem("deadLetterQueue.retentionSeconds", `be above the queue's own ${retentionSeconds}`, kept, remedy),
    );
  }
  return problems;
}
