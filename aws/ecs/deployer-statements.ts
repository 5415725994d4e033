import { formatArn, type Location } from "../arn";
import type { Statement } from "../policy/statement";

/** What is deployed, as far as a deployer's permissions depend on it. */
export interface Deployment {
  /** The ARN of the execution role, which is passed to ECS. */
  readonly executionRoleArn: string;
  /** The ARN of the task role, which is passed to ECS. */
  readonly taskRoleArn: string;
  /** The family that revisions are registered in. */
  readonly family: string;
  /** Whether a revision that is replaced is deregistered, as it is unless `skipDestroy` is set. */
  readonly deregisters: boolean;
}

/**
 * What whoever deploys a task definition needs: to pass these two roles to ECS and no other, and to register this family.
 * `ecs:DescribeTaskDefinition` and `ecs:DeregisterTaskDefinition` take no resource.
 * Sources: IAM user guide, PassRole; service authorization reference, Amazon ECS.
 */
export function deployerStatements(
  { executionRoleArn, taskRoleArn, family, deregisters }: Deployment,
  location: Location,
): readonly Statement[] {
  const revisions = formatArn({ ...location, service: "ecs", resource: `task-definition/${family}:*` });
  return [
    {
      sid: "PassTaskRoles",
      actions: ["iam:PassRole"],
      resources: [executionRoleArn, taskRoleArn],
      conditions: { StringEquals: { "iam:PassedToService": ["ecs-tasks.amazonaws.com"] } },
    },
    { sid: "RegisterFamily", actions: ["ecs:RegisterTaskDefinition"], resources: [revisions] },
    {
      sid: "TagFamily",
      actions: ["ecs:TagResource"],
      resources: [revisions],
      conditions: { StringEquals: { "ecs:CreateAction": ["RegisterTaskDefinition"] } },
    },
    { sid: "ReadFamilies", actions: ["ecs:DescribeTaskDefinition"], resources: ["*"] },
    ...(deregisters
      ? [{ sid: "DeregisterRevisions", actions: ["ecs:DeregisterTaskDefinition"], resources: ["*"] }]
      : []),
  ];
}
