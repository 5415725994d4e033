import type { Values } from "../plan/plan";
import { type ReferenceFinder, resourcesReferredTo } from "../plan/referred-resources";
import { type ResourceChange, shown, shownText } from "../plan/resource-change";

/** A queue or topic as far as the plan tells: what it is called, and whether it is FIFO. */
interface Endpoint {
  readonly name: string;
  readonly isFifo: boolean;
}

/** What AWS refuses of FIFO queues and topics and of those that are none. Source: SQS and SNS developer guides, S3 user guide. */
export function fifoRefusals(change: ResourceChange, finder: ReferenceFinder): string[] {
  switch (change.type) {
    case "aws_sqs_queue":
      return [...misnamed(change, "queue", "fifo_queue"), ...deadLetterRefusal(change, own(change), finder)];
    case "aws_sqs_queue_redrive_policy":
      return deadLetterRefusal(change, endpoint(change, "aws_sqs_queue", ["queue_url"], finder), finder);
    case "aws_sns_topic":
      return misnamed(change, "topic", "fifo_topic");
    case "aws_sns_topic_subscription":
      return subscriptionRefusal(change, finder);
    case "aws_s3_bucket_notification":
      return notificationRefusals(change, finder);
    default:
      return [];
  }
}

/** A FIFO queue or topic is one by its name and by its attribute. */
function misnamed(change: ResourceChange, thing: "queue" | "topic", attribute: string): string[] {
  const { address } = change;
  const name = shownText(change, "name", "after");
  const fifo = shown(change, attribute, "after");
  if (name === undefined || fifo.state === "unknown") return [];
  const isFifo = fifo.state === "known" && fifo.value === true;
  if (isFifo === name.endsWith(".fifo")) return [];
  return isFifo
    ? [`${address} is a FIFO ${thing}, and its name does not end in .fifo: ${name}`]
    : [`${address} is named ${name}, and is no FIFO ${thing}`];
}

/** A queue and its dead-letter queue are of one kind. */
function deadLetterRefusal(change: ResourceChange, queue: Endpoint | undefined, finder: ReferenceFinder): string[] {
  const policy = shown(change, "redrive_policy", "after");
  if (queue === undefined || policy.state === "absent" || policy.state === "sensitive") return [];
  const letters =
    policy.state === "known"
      ? named(/"deadLetterTargetArn"\s*:\s*"([^"]+)"/.exec(String(policy.value))?.[1])
      : referredTo(change, "aws_sqs_queue", ["redrive_policy"], finder);
  if (letters === undefined || letters.isFifo === queue.isFifo) return [];
  const [is, other] = queue.isFifo ? ["a", "is none"] : ["no", "is one"];
  const who = change.type === "aws_sqs_queue" ? change.address : queue.name;
  return [`${who} is ${is} FIFO queue, and its dead-letter queue ${letters.name} ${other}`];
}

/** A FIFO topic delivers to queues of both kinds and to nothing else; a standard topic to standard queues. */
function subscriptionRefusal(change: ResourceChange, finder: ReferenceFinder): string[] {
  const { address } = change;
  const topic = endpoint(change, "aws_sns_topic", ["topic_arn"], finder);
  const protocol = shownText(change, "protocol", "after");
  if (topic === undefined || protocol === undefined) return [];
  if (topic.isFifo)
    return protocol === "sqs"
      ? []
      : [`${address} subscribes by ${protocol} to the FIFO topic ${topic.name}, which delivers to queues alone`];
  const queue = protocol === "sqs" ? endpoint(change, "aws_sqs_queue", ["endpoint"], finder) : undefined;
  return queue?.isFifo
    ? [`${address} subscribes the FIFO queue ${queue.name} to topic ${topic.name}, which is no FIFO topic`]
    : [];
}

/** S3 notifies no FIFO queue and no FIFO topic. */
function notificationRefusals(change: ResourceChange, finder: ReferenceFinder): string[] {
  return (["queue", "topic"] as const).flatMap((thing) => {
    const blocks = change.after?.[thing];
    return (Array.isArray(blocks) ? (blocks as readonly Values[]) : []).flatMap((block, index) => {
      const arn = block[`${thing}_arn`];
      const to =
        typeof arn === "string"
          ? named(arn)
          : referredTo(change, `aws_${thing === "queue" ? "sqs_queue" : "sns_topic"}`, [thing, index], finder);
      return to?.isFifo ? [`${change.address} notifies the FIFO ${thing} ${to.name}, which S3 does not do`] : [];
    });
  });
}

/** What an attribute names, by its ARN or URL or by what it refers to. */
function endpoint(
  change: ResourceChange,
  type: string,
  path: readonly [string, ...(string | number)[]],
  finder: ReferenceFinder,
): Endpoint | undefined {
  return named(shownText(change, path[0], "after")) ?? referredTo(change, type, path, finder);
}

function named(text: string | undefined): Endpoint | undefined {
  if (text === undefined) return undefined;
  const name = text.slice(Math.max(text.lastIndexOf(":"), text.lastIndexOf("/")) + 1);
  return { name, isFifo: name.endsWith(".fifo") };
}

/** The one resource of a type that an expression refers to. */
function referredTo(
  change: ResourceChange,
  type: string,
  path: readonly (string | number)[],
  finder: ReferenceFinder,
): Endpoint | undefined {
  const found = resourcesReferredTo(finder, change, path);
  const [only, ...others] = found.filter((each) => each.type === type && each.after !== undefined);
  return only !== undefined && others.length === 0 ? own(only) : undefined;
}

function own(change: ResourceChange): Endpoint | undefined {
  const attribute = change.type === "aws_sqs_queue" ? "fifo_queue" : "fifo_topic";
  const fifo = shown(change, attribute, "after");
  if (fifo.state === "unknown") return undefined;
  const name = shownText(change, "name", "after") ?? change.address;
  return { name, isFifo: fifo.state === "known" ? fifo.value === true : name.endsWith(".fifo") };
}
