import type * as Binding from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { parseArn } from "../../aws/arn";
import { problem } from "../../aws/messages";
import { ruleSender } from "../../aws/sqs/senders";
import { referredAttribute } from "../environment/known-text";
import { placeOf } from "../environment/place-of";
import { arnOf, boolean, checkMembers, matching, type RulesOf, required } from "../validation/rules";
import type { QueueSenders, ReceivingQueue, Source } from "./queue-senders";

/** How a queue is a rule's target. */
export interface RuleSenderOptions {
  /** Whether the queue is made the rule's target here; else whoever owns the rule does it. @default true */
  readonly target?: boolean;
  /** FIFO only, and required there: the message group that events are sent in, 1 to 128 characters. @default - none */
  readonly messageGroupId?: string;
}

const rules: RulesOf<RuleSenderOptions> = {
  target: boolean,
  messageGroupId: matching(
    /^[\w!"#$%&'()*+,\-./:;<=>?@[\\\]^`{|}~]{1,128}$/,
    "be 1 to 128 letters, digits or punctuation",
  ),
};
const ruleRule = required(
  arnOf("events", /^rule\/([\w./-]+\/)?[\w.-]{1,64}$/, "arn:aws:events:<region>:<account>:rule/<name>"),
);

/** Lets an EventBridge rule send to a queue, and makes the queue the rule's target. */
export function addRule(
  queue: ReceivingQueue,
  senders: QueueSenders,
  fifo: boolean,
  ruleArn: string,
  options: RuleSenderOptions,
): void {
  const source = senders.source("rule", ruleArn);
  const problems = [
    ...ruleRule(source.known, "ruleArn"),
    ...checkMembers(options, rules, "allowSendFromRule"),
    ...targetProblems(queue, fifo, source, options),
    ...senders.repeated(source, "ruleArn"),
  ];
  if (senders.add(ruleSender(source.known), problems) && options.target !== false) target(queue, source, options);
}

function targetProblems(
  queue: ReceivingQueue,
  fifo: boolean,
  { known, given }: Source,
  { target: isTarget, messageGroupId }: RuleSenderOptions,
): readonly string[] {
  const rule = parseArn(known);
  const { region } = placeOf(queue);
  const isKnown = rule !== undefined || referredAttribute(given) !== undefined;
  return [
    ...(rule && rule.region !== region
      ? [problem("ruleArn", `be a rule in ${region}`, known, "EventBridge sends to queues of its own region")]
      : []),
    ...(fifo && isTarget !== false && messageGroupId === undefined
      ? [
          problem(
            "messageGroupId",
            "be set for a FIFO queue",
            messageGroupId,
            "EventBridge sends to one in a message group",
          ),
        ]
      : []),
    ...(!fifo && messageGroupId !== undefined
      ? [problem("messageGroupId", "be set for FIFO queues only", messageGroupId)]
      : []),
    ...(isTarget !== false && !isKnown
      ? [
          problem(
            "ruleArn",
            "be known, or an attribute of a rule",
            known,
            "or give target: false, and make it one yourself",
          ),
        ]
      : []),
  ];
}

/** Its binding is loaded when it is needed: most queues have no rule. */
function target(queue: ReceivingQueue, source: Source, { messageGroupId }: RuleSenderOptions): void {
  const { CloudwatchEventTarget } = require("@cdktf/provider-aws/lib/cloudwatch-event-target") as typeof Binding;
  const made = referredAttribute(source.given)?.resource;
  const path = (parseArn(source.known)?.resource ?? "").split("/");
  const bus = path.slice(1, -1).join("/");
  new CloudwatchEventTarget(queue, source.id, {
    rule: made?.getStringAttribute("name") ?? path.at(-1) ?? "",
    eventBusName: made ? eventBusOf(made, bus) : bus || undefined,
    arn: queue.arn,
    sqsTarget: messageGroupId === undefined ? undefined : { messageGroupId },
    dependsOn: [...source.made],
  });
}

/** The bus of a rule that is made here, as a reference: a rule that moves to another bus takes its target with it. */
function eventBusOf(rule: { getStringAttribute(attribute: string): string }, bus: string): string | undefined {
  return bus === "" && (rule as { eventBusNameInput?: string }).eventBusNameInput === undefined
    ? undefined
    : rule.getStringAttribute("event_bus_name");
}
