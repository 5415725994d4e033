import type { ITerraformDependable } from "cdktf";
import { knownText, referredAttribute } from "../environment/known-text";
import type { Place } from "../environment/place";
import type { TaskDefinition } from "../task/task-definition";
import { boolean, list, matching, type RulesOf, required, rule } from "../validation/rules";

/** Where tasks run; all of it exists already, or is made elsewhere in the place. */
export interface TaskPlacementProps {
  /** The task to run. */
  readonly taskDefinition: TaskDefinition;
  /** The name of the cluster, which is of this account and region; or the `name` of a cluster of the stack's own. */
  readonly clusterName: string;
  /** The subnets by id, one to sixteen of them. Needed for the network mode `awsvpc`, which Fargate has. */
  readonly subnetIds?: readonly string[];
  /** The security groups by id, one to five of them. Needed for the network mode `awsvpc`. */
  readonly securityGroupIds?: readonly string[];
  /**
   * Whether tasks get a public address: without one, a subnet needs a NAT gateway or VPC endpoints to reach AWS. On
   * Fargate only.
   * @default false
   */
  readonly assignPublicIp?: boolean;
}

const taskDefinitionRule = rule(
  (value) => Object(value).deployment !== undefined && Object(value).roles !== undefined,
  "be a TaskDefinition with its RolePair",
);

/** The rules for where tasks run. */
export const placementRules: RulesOf<TaskPlacementProps> = {
  taskDefinition: required(taskDefinitionRule),
  clusterName: required(matching(/^[A-Za-z0-9_-]{1,255}$/, "be a cluster's name of 1 to 255 letters, digits, _ or -")),
  subnetIds: list(matching(/^subnet-([0-9a-f]{8}|[0-9a-f]{17})$/, "be the id of a subnet"), 1, 16),
  securityGroupIds: list(matching(/^sg-([0-9a-f]{8}|[0-9a-f]{17})$/, "be the id of a security group"), 1, 5),
  assignPublicIp: boolean,
};

/** What is wrong between where tasks run and what their task definition says. */
export function placementProblems(props: TaskPlacementProps): readonly string[] {
  const { taskDefinition } = props;
  if (!taskDefinition) return [];
  const { networkMode, launchType } = taskDefinition;
  const network = ["subnetIds", "securityGroupIds"] as const;
  return [
    ...network
      .filter((member) => networkMode === "awsvpc" && props[member] === undefined)
      .map((member) => `'${member}' must be set: under the network mode awsvpc each task has an address in a subnet`),
    ...network
      .filter((member) => networkMode !== "awsvpc" && props[member] !== undefined)
      .map(
        (member) =>
          `'${member}' must be left out: under the network mode ${networkMode} tasks use their host's network`,
      ),
    ...(props.assignPublicIp === true && launchType !== "FARGATE"
      ? ["'assignPublicIp' must be left out on EC2: ECS gives public addresses to Fargate tasks alone"]
      : []),
  ];
}

/** The network of each task, or none under a network mode that has none. */
export function networkConfiguration({
  taskDefinition,
  subnetIds,
  securityGroupIds,
  assignPublicIp,
}: TaskPlacementProps) {
  if (taskDefinition?.networkMode !== "awsvpc") return undefined;
  return {
    subnets: [...(subnetIds ?? [])],
    securityGroups: [...(securityGroupIds ?? [])],
    assignPublicIp: assignPublicIp ?? false,
  };
}

/** The cluster's name written out where it is an attribute of the stack's own cluster, so that what names it is known in the plan. */
export function knownCluster({ clusterName }: TaskPlacementProps): string {
  return knownText(clusterName);
}

/** What must exist before tasks are run: the roles with their policies, and the cluster where the stack makes it. */
export function placementDependables({
  taskDefinition,
  clusterName,
}: TaskPlacementProps): readonly ITerraformDependable[] {
  const { execution, task } = taskDefinition?.roles ?? {};
  const cluster = referredAttribute(clusterName)?.resource;
  return [...(execution?.dependables ?? []), ...(task?.dependables ?? []), ...(cluster ? [cluster] : [])];
}

/** A cluster's ARN, composed, so that policies that name it are whole in the first plan. */
export function clusterArn(place: Place, clusterName: string): string {
  return place.arn("ecs", `cluster/${clusterName}`);
}
