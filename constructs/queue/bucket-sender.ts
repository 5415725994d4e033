import type * as Binding from "@cdktf/provider-aws/lib/s3-bucket-notification";
import { s3Arn } from "../../aws/arn";
import { problem } from "../../aws/messages";
import { bucketSender } from "../../aws/sqs/senders";
import { accountId } from "../environment/environment-rules";
import { knownText } from "../environment/known-text";
import { placeOf } from "../environment/place-of";
import { checkMembers, list, matching, type RulesOf, required, shape } from "../validation/rules";
import { readablePath } from "../validation/validation-error";
import type { QueueSenders, ReceivingQueue, Source } from "./queue-senders";
import { resourcesOf } from "./resources-of";

/** Whose bucket it is, and what it tells the queue of. */
export interface BucketSenderOptions {
  /** The account that owns the bucket, 12 digits. @default - the queue's own */
  readonly account?: string;
  /**
   * Makes the bucket's notification here. A bucket has one configuration of notifications, which this then is: leave it out
   * where something else notifies too, and name `queue.arn` there.
   * @default - none: whoever owns the bucket makes it
   */
  readonly notify?: BucketNotification;
}

/** What a bucket tells a queue of. */
export interface BucketNotification {
  /** The kinds of events. @default ["s3:ObjectCreated:*"] */
  readonly events?: readonly string[];
  /** Only of objects whose keys start so. @default - all */
  readonly keyPrefix?: string;
  /** Only of objects whose keys end so. @default - all */
  readonly keySuffix?: string;
}

const rules: RulesOf<BucketSenderOptions> = {
  account: accountId,
  notify: shape<BucketNotification>({
    events: list(matching(/^s3:[A-Za-z]+(:[A-Za-z*]+)?$/, "be an event of S3's such as s3:ObjectCreated:*"), 1),
    keyPrefix: matching(/^[^*?]+$/, "be the start of a key, without wildcards"),
    keySuffix: matching(/^[^*?]+$/, "be the end of a key, without wildcards"),
  }),
};
const bucketRule = required(matching(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "be a bucket's name, without an ARN"));

/** Lets a bucket's notifications reach a queue, and makes the notification where that is asked for. */
export function addBucket(
  queue: ReceivingQueue,
  senders: QueueSenders,
  fifo: boolean,
  bucketName: string,
  options: BucketSenderOptions,
): void {
  const place = placeOf(queue);
  const source = senders.source("bucket", bucketName);
  const problems = [
    ...bucketRule(source.known, "bucketName"),
    ...checkMembers(options, rules, "allowSendFromBucket"),
    ...(fifo ? [problem("bucketName", "send to a standard queue", source.known, "S3 sends to no FIFO queue")] : []),
    ...senders.repeated(source, "bucketName"),
    ...(options.notify ? notificationProblems(queue, source) : []),
  ];
  const sender = bucketSender(s3Arn(place, source.known), options.account ?? place.account);
  if (senders.add(sender, problems) && options.notify) notify(queue, source, options.notify);
}

/** Its binding is loaded when it is needed: most queues have no bucket. */
function notify(queue: ReceivingQueue, source: Source, { events, keyPrefix, keySuffix }: BucketNotification): void {
  const { S3BucketNotification } = require("@cdktf/provider-aws/lib/s3-bucket-notification") as typeof Binding;
  new S3BucketNotification(queue, source.id, {
    bucket: source.given,
    queue: [
      {
        queueArn: queue.arn,
        events: [...(events ?? ["s3:ObjectCreated:*"])],
        filterPrefix: keyPrefix,
        filterSuffix: keySuffix,
      },
    ],
    dependsOn: [...source.made],
  });
}

/** Two configurations of one bucket's notifications undo each other. */
function notificationProblems(queue: ReceivingQueue, { known }: Source): readonly string[] {
  return resourcesOf(queue, "aws_s3_bucket_notification")
    .filter((other) => knownText(String((other as { bucketInput?: string }).bucketInput)) === known)
    .map(
      (other) =>
        `'notify' must be the bucket's only notification, and ${readablePath(other)} is one already: a bucket has one. ` +
        "Leave notify out, and name queue.arn there",
    );
}
