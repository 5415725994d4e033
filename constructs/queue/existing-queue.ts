import type { Construct } from "constructs";
import { placeOf } from "../environment/place-of";
import { type KmsKey, keyRule } from "../roles/kms-key";
import { checkMembers, required } from "../validation/rules";
import { addProblems } from "../validation/validation-error";
import { QueueAccess, queueNameRule } from "./queue-access";

/** What is known of a queue that exists. */
export interface ExistingQueueOptions {
  /** The customer-managed key it is encrypted with. @default - SQS's own */
  readonly key?: KmsKey;
  /** The name of its dead-letter queue, for `grantRedrive`. @default - none */
  readonly deadLetterQueueName?: string;
}

/** A queue of the environment's account and region that something else made: it can be granted, and nothing of it is changed. */
export class ExistingQueue extends QueueAccess {
  readonly queueName: string;
  readonly key?: KmsKey;
  readonly deadLetterQueue?: QueueAccess;

  constructor(scope: Construct, id: string, queueName: string, given?: ExistingQueueOptions) {
    super(scope, id);
    const options = given ?? {};
    this.queueName = queueName;
    this.key = options.key;
    if (options.deadLetterQueueName !== undefined) {
      this.deadLetterQueue = new ExistingQueue(this, "dead_letter", options.deadLetterQueueName, { key: options.key });
    }
    addProblems(this, () => [
      ...required(queueNameRule)(queueName, "queueName"),
      ...checkMembers<ExistingQueueOptions>(options, {
        key: keyRule(placeOf(this).region),
        deadLetterQueueName: queueNameRule,
      }),
    ]);
  }
}
