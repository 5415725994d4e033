import type { TransitionRule } from "../findings/rule";

/** A queue that is created without a policy: SQS serves plain HTTP unless a policy refuses it. */
export const queueWithoutPolicy: TransitionRule = {
  id: "queue-without-policy",
  level: "low",
  why: "messages and credentials can then cross the network unencrypted: deny every action where aws:SecureTransport is false",
  transition: ({ changes, withPolicy }) =>
    changes
      .filter(
        ({ type, action, address }) => type === "aws_sqs_queue" && action === "create" && !withPolicy.has(address),
      )
      .map(({ address }) => ({
        where: address,
        what: `${address} is created without a policy, which allows plain HTTP`,
      })),
};
