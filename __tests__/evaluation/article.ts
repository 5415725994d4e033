import { Permissions } from "../../testing/permissions";
import executionPolicy from "../cases/article/execution-policy.json";
import taskDefinition from "../cases/article/task-definition.json";
import taskPolicy from "../cases/article/task-policy.json";
import trustPolicy from "../cases/article/trust-policy.json";

/** The article's policies as printed, attached to the roles its task definition names. */
export function articlePermissions(): Permissions {
  const { executionRoleArn, taskRoleArn } = taskDefinition;
  const role = (address: string, arn: string, policy: object) => [
    {
      address: `aws_iam_role.${address}`,
      type: "aws_iam_role",
      values: { name: nameOf(arn), arn, assume_role_policy: JSON.stringify(trustPolicy) },
    },
    {
      address: `aws_iam_role_policy.${address}`,
      type: "aws_iam_role_policy",
      values: { role: nameOf(arn), policy: JSON.stringify(policy) },
    },
  ];
  const task = {
    address: "aws_ecs_task_definition.task",
    type: "aws_ecs_task_definition",
    values: { execution_role_arn: executionRoleArn, task_role_arn: taskRoleArn },
  };
  const resources = [
    ...role("execution_role", executionRoleArn, executionPolicy),
    ...role("task_role", taskRoleArn, taskPolicy),
    task,
  ];
  return Permissions.of({ format_version: "1.0", values: { root_module: { resources } } });
}

function nameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}

/** The actions that the article's policies name. */
export function articleActions(): readonly string[] {
  const statements = [...executionPolicy.Statement, ...taskPolicy.Statement, ...trustPolicy.Statement];
  return [...new Set(statements.flatMap(({ Action }) => Action))];
}
