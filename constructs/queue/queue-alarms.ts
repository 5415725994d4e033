import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { parseArn } from "../../aws/arn";
import { problem } from "../../aws/messages";
import { partitionOf } from "../../aws/partition";
import { onlyGroups } from "../environment/only-groups";
import { arnOf, integer, type Rule, required, shape } from "../validation/rules";

/** When to alarm about a queue, and whom. */
export interface QueueAlarmsProps {
  /** The SNS topic that hears of both alarms, and of their end; of the queue's region. */
  readonly topicArn: string;
  /** Alarm when the oldest message waits longer than this, from 60 to 1,209,600 seconds. @default 900 */
  readonly oldestMessageAgeSeconds?: number;
  /** Alarm when the dead-letter queue holds at least this many messages. @default 1 */
  readonly deadLetterMessages?: number;
}

export function queueAlarmsRule(region: string): Rule {
  const members = shape<QueueAlarmsProps>({
    topicArn: required(arnOf("sns", /^[\w-]+(\.fifo)?$/, "arn:aws:sns:<region>:<account>:<topic>")),
    oldestMessageAgeSeconds: integer(60, 1_209_600),
    deadLetterMessages: integer(1),
  });
  return (value, at) => {
    const topic = parseArn(String((value as QueueAlarmsProps | undefined)?.topicArn));
    const elsewhere = topic && (topic.region !== region || topic.partition !== partitionOf(region));
    return [
      ...members(value, at),
      ...(elsewhere
        ? [
            problem(
              `${at}.topicArn`,
              `be a topic in ${region}`,
              (value as QueueAlarmsProps).topicArn,
              "an alarm notifies topics of its own region",
            ),
          ]
        : []),
    ];
  };
}

interface QueueAlarmsInternalProps extends QueueAlarmsProps {
  readonly queueName: string;
  readonly deadLetterQueueName?: string;
}

const CHECK_SECONDS = 60;

/** Tells a topic when work is not done: messages that wait too long, or that failed for good. */
export class QueueAlarms extends Construct {
  constructor(scope: Construct, id: string, props: QueueAlarmsInternalProps) {
    super(scope, id);
    onlyGroups(this);
    const { oldestMessageAgeSeconds = 900, deadLetterMessages = 1 } = props;
    this.addAlarm("oldest_message", props.topicArn, {
      queueName: props.queueName,
      alarmName: `${props.queueName}-oldest-message`,
      alarmDescription: `The oldest message in ${props.queueName} waits longer than ${oldestMessageAgeSeconds} seconds`,
      metricName: "ApproximateAgeOfOldestMessage",
      comparisonOperator: "GreaterThanThreshold",
      threshold: oldestMessageAgeSeconds,
    });
    if (props.deadLetterQueueName === undefined) return;
    this.addAlarm("dead_letter", props.topicArn, {
      queueName: props.deadLetterQueueName,
      alarmName: `${props.deadLetterQueueName}-messages`,
      alarmDescription: `${props.deadLetterQueueName} holds messages that failed for good`,
      metricName: "ApproximateNumberOfMessagesVisible",
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: deadLetterMessages,
    });
  }

  private addAlarm(id: string, topicArn: string, { queueName, ...alarm }: Alarm): void {
    new CloudwatchMetricAlarm(this, id, {
      ...alarm,
      namespace: "AWS/SQS",
      dimensions: { QueueName: queueName },
      statistic: "Maximum",
      period: CHECK_SECONDS,
      evaluationPeriods: 1,
      // SQS reports nothing for a queue that was idle for six hours: that is no alarm.
      treatMissingData: "notBreaching",
      alarmActions: [topicArn],
      okActions: [topicArn],
    });
  }
}

interface Alarm {
  readonly queueName: string;
  readonly alarmName: string;
  readonly alarmDescription: string;
  readonly metricName: string;
  readonly comparisonOperator: string;
  readonly threshold: number;
}
