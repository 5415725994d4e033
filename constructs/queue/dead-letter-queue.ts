import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueueRedriveAllowPolicy } from "@cdktf/provider-aws/lib/sqs-queue-redrive-allow-policy";
import type { Construct } from "constructs";
import { canonicalJson } from "../../aws/canonical-json";
import type { KmsKey } from "../roles/kms-key";
import { addProblems } from "../validation/validation-error";
import { QueueAccess, queueNameProblems } from "./queue-access";
import { queuePolicyProblems } from "./queue-policy";
import { type QueueSettings, queueConfig } from "./queue-settings";

/** Where a queue's messages go that were received too often; it takes those of no other queue. */
export class DeadLetterQueue extends QueueAccess {
  /** The queue's name. */
  readonly queueName: string;
  readonly key?: KmsKey;
  readonly deadLetterQueue = undefined;
  /** The queue as Terraform knows it. */
  readonly resource: SqsQueue;
  /** What says whose messages it takes, as Terraform knows it. */
  redriveAllowPolicy?: SqsQueueRedriveAllowPolicy;

  constructor(scope: Construct, id: string, settings: QueueSettings) {
    super(scope, id);
    this.queueName = settings.queueName;
    this.key = settings.key;
    this.resource = new SqsQueue(this, "Default", queueConfig(settings, this.arn));
    addProblems(this, () => [
      ...queueNameProblems(settings.queueName, settings.fifo),
      ...queuePolicyProblems(this.resource, this.url),
    ]);
  }

  /** Lets one queue send its messages here, and no other. */
  acceptFrom(source: { readonly arn: string; readonly resource: SqsQueue }): void {
    this.redriveAllowPolicy = new SqsQueueRedriveAllowPolicy(this, "redrive_allow_policy", {
      queueUrl: this.resource.id,
      redriveAllowPolicy: canonicalJson({ redrivePermission: "byQueue", sourceQueueArns: [source.arn] }),
      dependsOn: [source.resource],
    });
  }
}
