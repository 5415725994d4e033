import { deployerStatements } from "../aws/ecs/deployer-statements";
import { renderPolicy } from "../aws/policy/render-policy";
import { locationOf } from "./permissions/needs";
import { readStack, resourcesOf } from "./permissions/stack-json";
import { runScript, ScriptError } from "./script-error";

const USAGE = "usage: npm run deployer-policy -- <environment or file>";

/** Prints the policy for the role that deploys an environment: to pass its two roles to ECS, and to register its family. */
runScript(USAGE, () => {
  const [name, ...others] = process.argv.slice(2);
  if (name === undefined || others.length > 0) throw new ScriptError(USAGE);
  const stack = readStack(name);
  const tasks = resourcesOf(stack, "aws_ecs_task_definition").map(([, task]) => task);
  if (tasks.length === 0) throw new ScriptError(`${name} has no task definition to deploy`);
  if (tasks.some((task) => !task.execution_role_arn || !task.task_role_arn)) {
    throw new ScriptError(`${name} has a task definition without both roles: there is nothing to pass`);
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
  console.log(JSON.stringify(JSON.parse(renderPolicy(statements)), null, 2));
});
