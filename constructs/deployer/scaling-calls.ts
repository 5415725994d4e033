import { findAlarms } from "./cloudwatch-calls";
import type { Attributes, Calls, DeployedStack, ResourceCalls } from "./deployed-stack";
import { passedRole, passRoles, serviceLinkedRole } from "./ecs-calls";

/**
 * When tasks are run: Application Auto Scaling and EventBridge Scheduler.
 *
 * A scalable target has an ARN of AWS's making and no name of ours in it: what is told of it is its namespace and its dimension,
 * and that the service behind it is this one.
 * Source: Application Auto Scaling user guide, security and identity-based policies.
 */
export const SCALING_CALLS: Readonly<Record<string, ResourceCalls>> = {
  aws_appautoscaling_target: {
    source:
      "appautoscaling/target.go: resourceTargetCreate, resourceTargetRead, resourceTargetDelete, registerScalableTarget",
    calls: (attributes, stack) => {
      const service = stack.text(attributes.resource_id);
      if (service === undefined) return undefined;
      const targets = [stack.arn("application-autoscaling", "scalable-target/*")];
      const named = "ecs.application-autoscaling.amazonaws.com";
      return [
        find("FindScalableTargets", "application-autoscaling:DescribeScalableTargets"),
        {
          sid: "ReadScalableTargets",
          when: "plan",
          actions: ["application-autoscaling:ListTagsForResource"],
          resources: targets,
        },
        {
          sid: "TagScalableTargets",
          when: "apply",
          actions: ["application-autoscaling:TagResource", "application-autoscaling:UntagResource"],
          resources: targets,
        },
        scalable("ChangeScalableTargets", ["DeregisterScalableTarget", "RegisterScalableTarget"], attributes, stack),
        scaledService(service, stack),
        serviceLinkedRole(stack, named, "AWSServiceRoleForApplicationAutoScaling_ECSService"),
      ];
    },
  },
  aws_appautoscaling_policy: {
    source: "appautoscaling/policy.go: resourcePolicyPut, resourcePolicyRead, resourcePolicyDelete",
    calls: (attributes, stack) => {
      const service = stack.text(attributes.resource_id);
      if (service === undefined) return undefined;
      return [
        find("FindScalingPolicies", "application-autoscaling:DescribeScalingPolicies"),
        scalable("ChangeScalingPolicies", ["DeleteScalingPolicy", "PutScalingPolicy"], attributes, stack),
        scaledService(service, stack),
        ...(attributes.policy_type === "TargetTrackingScaling" ? trackingAlarms(service, stack) : []),
      ];
    },
  },
  aws_scheduler_schedule: {
    source:
      "scheduler/schedule.go: resourceScheduleCreate, resourceScheduleRead, resourceScheduleUpdate, resourceScheduleDelete",
    calls: ({ name, group_name: group = "default", target }, stack) => {
      if (stack.text(name) === undefined || stack.text(group) === undefined) return undefined;
      const resources = [stack.arn("scheduler", `schedule/${group}/${name}`)];
      const role = passedRole([target].flat()[0]?.role_arn, stack);
      const actions = ["scheduler:CreateSchedule", "scheduler:DeleteSchedule", "scheduler:UpdateSchedule"];
      return [
        { sid: "ReadSchedules", when: "plan", actions: ["scheduler:GetSchedule"], resources },
        { sid: "ChangeSchedules", when: "apply", actions, resources },
        ...(role === undefined ? [] : [passRoles("PassScheduleRoles", [role], "scheduler.amazonaws.com")]),
      ];
    },
  },
};

/** These list what there is, and take no resource. */
function find(sid: string, action: string): Calls {
  return { sid, when: "plan", actions: [action], resources: ["*"] };
}

function scalable(sid: string, names: readonly string[], attributes: Attributes, stack: DeployedStack): Calls {
  const { service_namespace: namespace, scalable_dimension: dimension } = attributes;
  return {
    sid,
    when: "apply",
    actions: names.map((name) => `application-autoscaling:${name}`),
    resources: [stack.arn("application-autoscaling", "scalable-target/*")],
    conditions: {
      StringEquals: {
        "application-autoscaling:service-namespace": [String(namespace)],
        "application-autoscaling:scalable-dimension": [String(dimension)],
      },
    },
  };
}

/** Application Auto Scaling asks whether the caller could scale the service by themselves. */
function scaledService(resourceId: string, stack: DeployedStack): Calls {
  const actions = ["ecs:DescribeServices", "ecs:UpdateService"];
  return { sid: "ScaleServices", when: "apply", actions, resources: [stack.arn("ecs", resourceId)] };
}

/** Target tracking makes its alarms with the caller's permissions. */
function trackingAlarms(resourceId: string, stack: DeployedStack): readonly Calls[] {
  const resources = [stack.arn("cloudwatch", `alarm:TargetTracking-${resourceId}-*`)];
  const actions = ["cloudwatch:DeleteAlarms", "cloudwatch:PutMetricAlarm"];
  return [findAlarms(stack), { sid: "ChangeTrackingAlarms", when: "apply", actions, resources }];
}
