import type { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { type ITerraformDependable, TerraformStack, Token } from "cdktf";
import type { Construct } from "constructs";
import { problem } from "../../aws/messages";
import type { Statement } from "../../aws/policy/statement";
import { keyPolicyStatement, type Sender, senderStatement } from "../../aws/sqs/senders";
import { knownText, referredAttribute } from "../environment/known-text";
import { placeOf } from "../environment/place-of";
import type { KmsKey } from "../roles/kms-key";
import { addProblems } from "../validation/validation-error";
import { allowKeyUse } from "./key-policy";
import { queuePolicy } from "./queue-policy";

/** A queue of this package's own, as what lets others send to it sees it. */
export interface ReceivingQueue extends Construct {
  readonly arn: string;
  readonly key?: KmsKey;
  readonly resource: SqsQueue;
}

/** Where something is that sends to a queue: as it was given, and as far as it is known. */
export interface Source {
  /** The ARN, or for a bucket the name, as a resource beside the queue takes it. */
  readonly given: string;
  /** The same with what follows from a resource's own name written out. */
  readonly known: string;
  /** What Terraform makes here and what must be there first. */
  readonly made: readonly ITerraformDependable[];
  /** What is made for it here is called so, below the queue. */
  readonly id: string;
}

/** Who may send to a queue beside its own account's roles: statements of its one policy, and of its key's. */
export class QueueSenders {
  private readonly statements: Statement[] = [];

  constructor(private readonly queue: ReceivingQueue) {}

  /** The policy with everybody who may send. */
  get policy(): string {
    return queuePolicy(this.queue.arn, this.statements);
  }

  /** Lets a sender in, unless something is wrong with what was said of it. */
  add(sender: Sender, problems: readonly string[]): boolean {
    addProblems(this.queue, () => problems);
    if (problems.length > 0) return false;
    const { queue } = this;
    const { region, dnsSuffix } = placeOf(queue);
    this.statements.push(senderStatement(sender, queue.arn));
    queue.resource.policy = this.policy;
    if (queue.key) allowKeyUse(queue, queue.key, keyPolicyStatement(sender, `sqs.${region}.${dnsSuffix}`));
    return true;
  }

  /** Where a sender is: an attribute of a resource of the same stack stays a reference, so that both change together. */
  source(kind: string, given: string): Source {
    const { queue } = this;
    const known = knownText(given);
    const resource = referredAttribute(given)?.resource;
    const isHere = resource !== undefined && TerraformStack.of(resource) === TerraformStack.of(queue);
    const name = Token.isUnresolved(known) ? (resource?.node.id ?? "given") : (String(known).split(/[:/]/).pop() ?? "");
    return {
      given: isHere ? given : known,
      known,
      made: isHere ? [resource, queue.resource] : [queue.resource],
      id: `from_${kind}_${name.replace(/[^\w-]/g, "_")}`,
    };
  }

  /** What is wrong with letting the same in twice. */
  repeated({ id, known }: Source, at: string): readonly string[] {
    return this.queue.node.tryFindChild(id) ? [problem(at, "be let in once", known)] : [];
  }
}
