import type { Calls, DeployedStack, ResourceCalls } from "./deployed-stack";

/** Log groups and alarms. */
export const CLOUDWATCH_CALLS: Readonly<Record<string, ResourceCalls>> = {
  aws_cloudwatch_log_group: {
    source: "logs/group.go: resourceGroupCreate, resourceGroupRead, resourceGroupUpdate, resourceGroupDelete",
    calls: ({ name, kms_key_id: key }, stack) => {
      if (stack.text(name) === undefined) return undefined;
      const group = stack.arn("logs", `log-group:${name}`);
      // CloudWatch Logs authorises some calls on the group's name and some with what is below it.
      const resources = [group, `${group}:*`];
      return [
        // It lists groups by the start of their name, which takes no resource.
        { sid: "FindLogGroups", when: "plan", actions: ["logs:DescribeLogGroups"], resources: ["*"] },
        { sid: "ReadLogGroups", when: "plan", actions: ["logs:ListTagsForResource"], resources },
        {
          sid: "ChangeLogGroups",
          when: "apply",
          actions: [
            "logs:CreateLogGroup",
            "logs:DeleteLogGroup",
            "logs:DeleteRetentionPolicy",
            "logs:PutRetentionPolicy",
            "logs:TagResource",
            "logs:UntagResource",
            ...(key === undefined ? [] : ["logs:AssociateKmsKey", "logs:DisassociateKmsKey"]),
          ],
          resources,
        },
      ];
    },
  },
  aws_cloudwatch_metric_alarm: {
    source:
      "cloudwatch/metric_alarm.go: resourceMetricAlarmCreate, resourceMetricAlarmRead, resourceMetricAlarmUpdate, resourceMetricAlarmDelete",
    calls: ({ alarm_name: name }, stack) => (stack.text(name) === undefined ? undefined : alarmCalls(stack, name)),
  },
};

function alarmCalls(stack: DeployedStack, name: string): readonly Calls[] {
  const resources = [stack.arn("cloudwatch", `alarm:${name}`)];
  return [
    findAlarms(stack),
    { sid: "ReadAlarms", when: "plan", actions: ["cloudwatch:ListTagsForResource"], resources },
    {
      sid: "ChangeAlarms",
      when: "apply",
      actions: [
        "cloudwatch:DeleteAlarms",
        "cloudwatch:PutMetricAlarm",
        "cloudwatch:TagResource",
        "cloudwatch:UntagResource",
      ],
      resources,
    },
  ];
}

/** CloudWatch authorises looking for alarms on all of them, by name too. */
export function findAlarms(stack: DeployedStack): Calls {
  const resources = [stack.arn("cloudwatch", "alarm:*")];
  return { sid: "FindAlarms", when: "plan", actions: ["cloudwatch:DescribeAlarms"], resources };
}
