import { Token } from "cdktf";
import { Construct } from "constructs";
import { keyStatement } from "../../aws/kms";
import { problem } from "../../aws/messages";
import { CONSUME_ACTIONS, MOVE_ACTIONS, SEND_ACTIONS } from "../../aws/sqs/queue-actions";
import { placeOf } from "../environment/place-of";
import type { KmsKey } from "../roles/kms-key";
import type { RoleAccess } from "../roles/role-access";
import { matching, sidRule } from "../validation/rules";
import { addProblems } from "../validation/validation-error";

/** How a grant appears in the role's policy. */
export interface GrantOptions {
  /**
   * The Sid of the statement. Grants of one Sid become one statement where that changes no answer.
   * @default - what the grant is called: `SQSConsume`, `SQSSend` or `SQSRedrive`
   */
  readonly sid?: string;
}

/** A queue as those see it who may use it. */
export abstract class QueueAccess extends Construct {
  /** The queue's name. */
  abstract readonly queueName: string;
  /** The customer-managed key that encrypts the messages, if one does. */
  abstract readonly key?: KmsKey;
  /** Where messages go that were received too often. */
  abstract readonly deadLetterQueue?: QueueAccess;

  /** Composed from the name, so that policies are whole in the first plan. */
  get arn(): string {
    return placeOf(this).arn("sqs", this.queueName);
  }

  /** The URL the application calls; composed, so that container definitions are whole in the first plan. */
  get url(): string {
    const { region, dnsSuffix, account } = placeOf(this);
    return `https://sqs.${region}.${dnsSuffix}/${account}/${this.queueName}`;
  }

  /**
   * Lets a role consume: `sqs:ReceiveMessage`, `sqs:DeleteMessage`, `sqs:ChangeMessageVisibility`,
   * `sqs:GetQueueAttributes` and `sqs:GetQueueUrl` on the queue; with a key `kms:Decrypt` through SQS.
   */
  grantConsume(role: RoleAccess, { sid = "SQSConsume" }: GrantOptions = {}): void {
    this.grant(role, sid, CONSUME_ACTIONS, "consume");
    this.grantKey(role, "KMSDecryptMessages", ["kms:Decrypt"], "consume");
  }

  /**
   * Lets a role send: `sqs:SendMessage`, `sqs:GetQueueAttributes` and `sqs:GetQueueUrl` on the queue;
   * with a key `kms:GenerateDataKey` and `kms:Decrypt` through SQS.
   */
  grantSend(role: RoleAccess, { sid = "SQSSend" }: GrantOptions = {}): void {
    this.grant(role, sid, SEND_ACTIONS, "send");
    this.grantKey(role, "KMSEncryptMessages", ["kms:Decrypt", "kms:GenerateDataKey"], "send");
  }

  /**
   * Lets a role move messages back out of the dead-letter queue: `sqs:StartMessageMoveTask`,
   * `sqs:CancelMessageMoveTask`, `sqs:ListMessageMoveTasks`, `sqs:ReceiveMessage`, `sqs:DeleteMessage` and
   * `sqs:GetQueueAttributes` there, and `sqs:SendMessage` here; with a key as `grantSend`.
   */
  grantRedrive(role: RoleAccess, { sid = "SQSRedrive" }: GrantOptions = {}): void {
    const { deadLetterQueue } = this;
    if (!deadLetterQueue) {
      addProblems(this, () => [
        `'${this.queueName}' has no dead-letter queue to redrive: give it one, or drop grantRedrive`,
      ]);
      return;
    }
    deadLetterQueue.grant(role, sid, MOVE_ACTIONS, "redrive");
    this.grant(role, `${sid}Target`, ["sqs:SendMessage"], "redrive");
    this.grantKey(role, "KMSEncryptMessages", ["kms:Decrypt", "kms:GenerateDataKey"], "redrive");
  }

  private grant(role: RoleAccess, sid: string, actions: readonly string[], use: string): void {
    if (typeof role?.addStatements !== "function") {
      addProblems(this, () => [problem("role", "be a Role", role, "give one of a pair: roles.task")]);
      return;
    }
    const { account } = placeOf(this);
    const elsewhere = role.account;
    addProblems(this, () => [
      ...sidRule(sid, "sid"),
      ...(elsewhere === account
        ? []
        : [
            `'${role.roleName}' must be a role of account ${account}, got one of ${elsewhere}: SQS asks the queue's own policy about other accounts`,
          ]),
    ]);
    role.addStatements({ sid, actions, resources: [this.arn], because: [this.because(use)] });
  }

  private grantKey(role: RoleAccess, sid: string, actions: readonly string[], use: string): void {
    if (!this.key || typeof role?.addStatements !== "function") return;
    const place = placeOf(this);
    const viaService = `sqs.${place.region}.${place.dnsSuffix}`;
    const statement = keyStatement(sid, actions, this.key.reference, place, { viaService });
    role.addStatements({ ...statement, because: [this.because(use)] });
  }

  private because(use: string): string {
    return `queue ${this.queueName}: ${use}`;
  }
}

/** SQS's own rule, `.fifo` counted in. */
export const queueNameRule = matching(
  /^(?=.{1,80}$)[\w-]+(\.fifo)?$/,
  "be 1 to 80 letters, digits, - or _, and for a FIFO queue end in .fifo",
);

/** What is wrong with a queue's name, its type given. */
export function queueNameProblems(queueName: string, fifo = false): readonly string[] {
  const wrong = queueNameRule(queueName, "queueName");
  if (Token.isUnresolved(queueName) || fifo === /\.fifo$/.test(String(queueName))) return wrong;
  return [
    ...wrong,
    fifo
      ? problem("queueName", "end in .fifo for a FIFO queue", queueName, "rename it")
      : problem("queueName", "not end in .fifo for a standard queue", queueName, "set fifo: true, or rename it"),
  ];
}
