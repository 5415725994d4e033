import { formatArn, parseArn } from "../../aws/arn";
import type { Calls, DeployedStack, ResourceCalls } from "./deployed-stack";

/** ECS's resources; what they are run with is handed to ECS. */
export const ECS_CALLS: Readonly<Record<string, ResourceCalls>> = {
  aws_ecs_task_definition: {
    source:
      "ecs/task_definition.go: resourceTaskDefinitionCreate, resourceTaskDefinitionRead, resourceTaskDefinitionDelete",
    calls: ({ family, execution_role_arn: execution, task_role_arn: task, skip_destroy: stays }, stack) => {
      if (stack.text(family) === undefined) return undefined;
      const resources = [stack.arn("ecs", `task-definition/${family}:*`)];
      const roles = [execution, task].flatMap((role) => passedRole(role, stack) ?? []);
      return [
        // Neither describing nor deregistering takes a resource.
        { sid: "ReadFamilies", when: "plan", actions: ["ecs:DescribeTaskDefinition"], resources: ["*"] },
        {
          sid: "ChangeFamilies",
          when: "apply",
          actions: ["ecs:RegisterTaskDefinition", "ecs:TagResource", "ecs:UntagResource"],
          resources,
        },
        ...(stays === true ? [] : [deregister()]),
        ...(roles.length === 0 ? [] : [passRoles("PassTaskRoles", roles, "ecs-tasks.amazonaws.com")]),
      ];
    },
  },
  aws_ecs_service: {
    source:
      "ecs/service.go: resourceServiceCreate, resourceServiceRead, resourceServiceUpdate, resourceServiceDelete, waitServiceStable, waitServiceInactive",
    calls: ({ name, cluster, wait_for_steady_state: waits }, stack) => {
      const clusterName = stack.text(cluster, "name")?.split("/").at(-1);
      if (stack.text(name) === undefined || clusterName === undefined) return undefined;
      const resources = [stack.arn("ecs", `service/${clusterName}/${name}`)];
      return [
        { sid: "ReadServices", when: "plan", actions: ["ecs:DescribeServices"], resources },
        {
          sid: "ChangeServices",
          when: "apply",
          actions: [
            "ecs:CreateService",
            "ecs:DeleteService",
            // Whether a deployment has come to rest is asked of the deployment.
            ...(waits === true ? ["ecs:DescribeServiceDeployments", "ecs:ListServiceDeployments"] : []),
            "ecs:TagResource",
            "ecs:UntagResource",
            "ecs:UpdateService",
          ],
          resources,
        },
        serviceLinkedRole(stack, "ecs.amazonaws.com", "AWSServiceRoleForECS"),
      ];
    },
  },
  aws_ecs_cluster: {
    source: "ecs/cluster.go: resourceClusterCreate, resourceClusterRead, resourceClusterUpdate, resourceClusterDelete",
    calls: ({ name }, stack) => {
      if (stack.text(name) === undefined) return undefined;
      const resources = [stack.arn("ecs", `cluster/${name}`)];
      const actions = ["ecs:DeleteCluster", "ecs:TagResource", "ecs:UntagResource", "ecs:UpdateCluster"];
      return [
        { sid: "ReadClusters", when: "plan", actions: ["ecs:DescribeClusters"], resources },
        { sid: "CreateClusters", when: "apply", actions: ["ecs:CreateCluster"], resources: ["*"] },
        { sid: "ChangeClusters", when: "apply", actions, resources },
        serviceLinkedRole(stack, "ecs.amazonaws.com", "AWSServiceRoleForECS"),
      ];
    },
  },
};

function deregister(): Calls {
  return { sid: "DeregisterRevisions", when: "apply", actions: ["ecs:DeregisterTaskDefinition"], resources: ["*"] };
}

/** A role that is handed on: its ARN, or a reference to a role of the stack. */
export function passedRole(value: unknown, stack: DeployedStack): string | undefined {
  const text = stack.text(value, "name");
  if (text === undefined) return undefined;
  return parseArn(text) ? text : stack.roleArn(text);
}

/** Handing roles to a service, and to no other. Source: IAM user guide, PassRole. */
export function passRoles(sid: string, resources: readonly string[], service: string): Calls {
  const conditions = { StringEquals: { "iam:PassedToService": [service] } };
  return { sid, when: "apply", actions: ["iam:PassRole"], resources, conditions };
}

/** The role that a service makes for itself in each account, the first time; whoever asks for that must be allowed to. */
export function serviceLinkedRole({ location }: DeployedStack, service: string, name: string): Calls {
  const resource = `role/aws-service-role/${service}/${name}`;
  return {
    sid: "CreateServiceLinkedRoles",
    when: "apply",
    actions: ["iam:CreateServiceLinkedRole"],
    resources: [formatArn({ ...location, service: "iam", region: "", resource })],
    conditions: { StringEquals: { "iam:AWSServiceName": [service] } },
  };
}
