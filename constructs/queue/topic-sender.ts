import type * as Binding from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { parseArn } from "../../aws/arn";
import { canonicalJson } from "../../aws/canonical-json";
import { problem } from "../../aws/messages";
import { canDeliver, topicSender } from "../../aws/sqs/senders";
import { placeOf } from "../environment/place-of";
import { terraformLiteral } from "../environment/terraform-literal";
import { arnOf, boolean, checkMembers, type RulesOf, required, rule } from "../validation/rules";
import type { QueueSenders, ReceivingQueue, Source } from "./queue-senders";

/** How a queue is subscribed to a topic. */
export interface TopicSenderOptions {
  /** Whether the queue is subscribed here; else whoever owns the topic does it. @default true */
  readonly subscribe?: boolean;
  /** Whether messages arrive as they were published, without SNS's envelope. @default false */
  readonly rawMessageDelivery?: boolean;
  /** Which messages arrive, as SNS has it: `{ kind: ["order"] }` by attributes. @default - all */
  readonly filterPolicy?: Readonly<Record<string, unknown>>;
}

const rules: RulesOf<TopicSenderOptions> = {
  subscribe: boolean,
  rawMessageDelivery: boolean,
  filterPolicy: rule((value) => typeof value === "object" && value !== null, "be an object"),
};
const topicRule = required(arnOf("sns", /^[\w-]+(\.fifo)?$/, "arn:aws:sns:<region>:<account>:<topic>"));

/** Lets a topic send to a queue, and subscribes the queue to it. */
export function addTopic(
  queue: ReceivingQueue,
  senders: QueueSenders,
  fifo: boolean,
  topicArn: string,
  options: TopicSenderOptions,
): void {
  const source = senders.source("topic", topicArn);
  const problems = [
    ...topicRule(source.known, "topicArn"),
    ...checkMembers(options, rules, "allowSendFromTopic"),
    ...topicProblems(queue, fifo, source, options),
    ...senders.repeated(source, "topicArn"),
  ];
  if (senders.add(topicSender(source.known), problems) && options.subscribe !== false)
    subscribe(queue, source, options);
}

function topicProblems(
  queue: ReceivingQueue,
  fifo: boolean,
  { known }: Source,
  { subscribe: subscribes, rawMessageDelivery, filterPolicy }: TopicSenderOptions,
): readonly string[] {
  const topic = parseArn(known);
  const { region } = placeOf(queue);
  const remedy = "give subscribe: false, and subscribe the queue where the topic is";
  return [
    ...(canDeliver(known, fifo)
      ? []
      : [problem("topicArn", "be a FIFO topic for a FIFO queue", known, "SNS cannot give its messages an order")]),
    ...(topic && topic.region !== region && subscribes !== false
      ? [problem("topicArn", `be a topic in ${region}`, known, remedy)]
      : []),
    ...(subscribes === false && (rawMessageDelivery !== undefined || filterPolicy !== undefined)
      ? [
          problem(
            "subscribe",
            "be true beside rawMessageDelivery or filterPolicy",
            subscribes,
            "both are the subscription's",
          ),
        ]
      : []),
  ];
}

/** Its binding is loaded when it is needed: most queues have no topic. */
function subscribe(
  queue: ReceivingQueue,
  source: Source,
  { rawMessageDelivery, filterPolicy }: TopicSenderOptions,
): void {
  const { SnsTopicSubscription } = require("@cdktf/provider-aws/lib/sns-topic-subscription") as typeof Binding;
  new SnsTopicSubscription(queue, source.id, {
    topicArn: source.given,
    protocol: "sqs",
    endpoint: queue.arn,
    rawMessageDelivery,
    filterPolicy: filterPolicy && terraformLiteral(canonicalJson(filterPolicy)),
    dependsOn: [...source.made],
  });
}
