import { deployerStatements } from "../aws/ecs/deployer-statements";
import { renderPolicy } from "../aws/policy/render-policy";
import { CommandError } from "./command-error";
import { readStack, STACK_ARGUMENT } from "./permissions/read-stack";
import { resourcesOf } from "./permissions/stack-json";
import { locationOf } from "./permissions/stack-location";
import type { Subcommand } from "./subcommand";

/**
 * `ecs-role-pair deployer-policy`: the policy for the role that deploys a stack: to pass its two roles to ECS, and to
 * register its family.
 */
export const deployerPolicy: Subcommand = (command, run) => {
  command.argument("<stack>", STACK_ARGUMENT).action((name: string) => {
    const stack = readStack(name);
    const tasks = resourcesOf(stack, "aws_ecs_task_definition").map(([, task]) => task);
    if (tasks.length === 0) throw new CommandError(`${name} has no task definition to deploy`);
    if (tasks.some((task) => !task.execution_role_arn || !task.task_role_arn)) {
      throw new CommandError(`${name} has a task definition without both roles: there is nothing to pass`);
    }
    const statements = tasks.flatMap((task) =>
      deployerStatements(
        {
          executionRoleArn: task.execution_role_arn,
          taskRoleArn: task.task_role_arn,
          family: task.family,
          deregisters: task.skip_destroy !== true,
        },
        locationOf(stack),
      ),
    );
    run.write(`${JSON.stringify(JSON.parse(renderPolicy(statements)), null, 2)}\n`);
  });
};
