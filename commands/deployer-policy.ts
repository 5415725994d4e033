import { renderPolicy } from "../aws/policy/render-policy";
import { DeployedStack } from "../constructs/deployer/deployed-stack";
import { deploymentStatements } from "../constructs/deployer/deployment-statements";
import { CommandError } from "./command-error";
import { compareRole, renderComparison } from "./deployer-policy/compare-role";
import { roleInPlan } from "./deployer-policy/role-in-plan";
import { readStack, STACK_ARGUMENT } from "./permissions/read-stack";
import { locationOf } from "./permissions/stack-location";
import type { Subcommand } from "./subcommand";

interface Options {
  readonly plan: boolean;
  readonly role?: string;
  readonly roleName?: string;
}

/**
 * `ecs-role-pair deployer-policy`: the policy for the role that deploys a stack, or that only plans it; or whether a role
 * there is suffices, and what it may do beyond that.
 */
export const deployerPolicy: Subcommand = (command, run) => {
  command
    .argument("<stack>", STACK_ARGUMENT)
    .option("--plan", "what planning takes, and not what applying takes too", false)
    .option(
      "--role <plan.json>",
      "hold the role of this plan against it instead, as 'terraform show -json' prints the plan",
    )
    .option("--role-name <name>", "which role, where the plan has several")
    .action((name: string, { plan, role, roleName }: Options) => {
      const json = readStack(name);
      const stack = new DeployedStack(json, locationOf(json));
      const { statements, left } = deploymentStatements(stack, plan ? "plan" : "apply");
      if (statements.length === 0) throw new CommandError(`${name} has nothing to deploy that is known here`);
      for (const { address, why } of left) run.writeError(`not in the policy: ${address}: ${why}\n`);
      const policy = renderPolicy(statements);
      if (role === undefined) {
        run.write(`${JSON.stringify(JSON.parse(policy), null, 2)}\n`);
        return;
      }
      const comparison = compareRole(policy, roleInPlan(role, roleName), stack.location);
      run.write(renderComparison(comparison));
      if (comparison.lacking.length > 0 || comparison.unread.length > 0) run.exitWith(2);
    });
};
