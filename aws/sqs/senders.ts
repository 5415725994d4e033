import { parseArn } from "../arn";
import type { Principal, Statement } from "../policy/statement";
import { SEND_ACTIONS } from "./queue-actions";

/** Who may send to a queue: what of its policy lets them, and of the key's where a customer-managed key encrypts it. */
export interface Sender {
  /** What the statements are called. */
  readonly sid: string;
  readonly principal: Principal;
  readonly actions: readonly string[];
  /** Which requests of the principal's, in the queue's policy. @default - all */
  readonly conditions?: Statement["conditions"];
}

function service(name: string, sid: string, conditions: Statement["conditions"]): Sender {
  return { sid, principal: { Service: `${name}.amazonaws.com` }, actions: ["sqs:SendMessage"], conditions };
}

/** A topic. Source: SNS developer guide, subscribing a queue to a topic. */
export function topicSender(topicArn: string): Sender {
  return service("sns", "SendFromTopic", { ArnEquals: { "aws:SourceArn": topicArn } });
}

/** A bucket's notifications; its ARN has no account, so that the owner is named too. Source: S3 user guide, event notifications. */
export function bucketSender(bucketArn: string, account: string): Sender {
  return service("s3", "SendFromBucket", {
    ArnLike: { "aws:SourceArn": bucketArn },
    StringEquals: { "aws:SourceAccount": account },
  });
}

/** A rule. Source: EventBridge user guide, resource-based policies. */
export function ruleSender(ruleArn: string): Sender {
  return service("events", "SendFromRule", { ArnEquals: { "aws:SourceArn": ruleArn } });
}

/** A principal of another account, by its ARN. Source: SQS developer guide, basic examples of policies. */
export function principalSender(principalArn: string): Sender {
  return { sid: "SendFromPrincipal", principal: { AWS: principalArn }, actions: SEND_ACTIONS };
}

/** What lets a sender in, in the queue's own policy. */
export function senderStatement({ sid, principal, actions, conditions }: Sender, queueArn: string): Statement {
  return { sid, principal, actions, resources: [queueArn], conditions };
}

/**
 * What lets a sender use the queue's key, in the key's policy; there `*` is the key itself. Services are not bound to their
 * source: EventBridge names none to KMS, and would be refused.
 * Sources: SQS developer guide, key management; SNS developer guide, key management.
 */
export function keyPolicyStatement({ sid, principal }: Sender, viaService: string): Statement {
  const byService = typeof principal === "object" && "Service" in principal;
  return {
    sid,
    principal,
    actions: ["kms:Decrypt", "kms:GenerateDataKey"],
    resources: ["*"],
    ...(!byService && { conditions: { StringEquals: { "kms:ViaService": viaService } } }),
  };
}

/** A key's policy where nobody wrote one: the account's own policies decide. Source: KMS developer guide, default key policy. */
export function defaultKeyStatement(partition: string, account: string): Statement {
  return {
    sid: "EnableIamPolicies",
    principal: { AWS: `arn:${partition}:iam::${account}:root` },
    actions: ["kms:*"],
    resources: ["*"],
  };
}

/** Whether a topic can deliver to a queue: one without order cannot to one with. Source: SNS developer guide, FIFO topics. */
export function canDeliver(topicArn: string, fifoQueue: boolean): boolean {
  return !fifoQueue || parseArn(topicArn) === undefined || topicArn.endsWith(".fifo");
}
