import type { Match, TransitionRule } from "../../findings/rule";
import { hasResourcePolicy, isDestroyed, type Subject } from "../../subject/subject";

/** A queue that is created without a policy, or loses the one it has: SQS serves plain HTTP unless a policy refuses it. */
export const queueWithoutPolicy: TransitionRule = {
  id: "queue-without-policy",
  level: "low",
  why: "messages and credentials can then cross the network unencrypted: deny every action where aws:SecureTransport is false",
  transition: ({ changes, everySubject }) => {
    const queues = everySubject.filter(({ kind }) => kind === "queue");
    const withPolicy = new Set(queues.filter(hasResourcePolicy).map(({ resource }) => resource));
    const created = changes.filter(({ type, action }) => type === "aws_sqs_queue" && action === "create");
    const bare = created
      .filter((queue) => !withPolicy.has(queue))
      .map(({ address }) => ({
        where: address,
        what: `${address} is created without a policy, which allows plain HTTP`,
      }));
    return [...bare, ...queues.filter(losesItsPolicy).map(match)];
  },
};

/** What is destroyed needs none, and of what is made anew without it is told as that. */
function losesItsPolicy(subject: Subject): boolean {
  const { before, leftBehind } = subject;
  const had = before.sources.some(({ place }) => place === "resource");
  return had && !hasResourcePolicy(subject) && !isDestroyed(subject) && leftBehind.length === 0;
}

function match({ label, resource, before, key }: Subject): Match {
  const where = resource?.address ?? before.sources[0]?.change.address ?? key;
  return { where, what: `queue ${label} loses its policy, and plain HTTP is allowed` };
}
