import type { TransitionRule } from "../../findings/rule";
import { hasResourcePolicy } from "../../subject/subject";

/** A queue that is created without a policy: SQS serves plain HTTP unless a policy refuses it. */
export const queueWithoutPolicy: TransitionRule = {
  id: "queue-without-policy",
  level: "low",
  why: "messages and credentials can then cross the network unencrypted: deny every action where aws:SecureTransport is false",
  transition: ({ changes, everySubject }) => {
    const created = changes.filter(({ type, action }) => type === "aws_sqs_queue" && action === "create");
    if (created.length === 0) return [];
    const withPolicy = new Set(everySubject.filter(hasResourcePolicy).map(({ resource }) => resource));
    return created
      .filter((queue) => !withPolicy.has(queue))
      .map(({ address }) => ({
        where: address,
        what: `${address} is created without a policy, which allows plain HTTP`,
      }));
  },
};
