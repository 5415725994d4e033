import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import { EnvironmentStack } from "./environment-stack";
import { deployerStatements } from "./iam/deployer-statements";
import { renderPolicy } from "./iam/policy-document";
import type { TaskDefinition } from "./task-definition";
import { matching, required } from "./validation/rules";
import { addProblems } from "./validation/validation-error";

/** What a deployer's policy is called, and what it is for. */
export interface DeployerPolicyProps {
  /** The policy's name. 1 to 128 letters, digits or `+ = , . @ _ -`. */
  readonly policyName: string;
  /** What may be deployed. */
  readonly taskDefinition: TaskDefinition;
}

/**
 * A managed policy for the role that deploys, in CI for example: `iam:PassRole` on exactly the two roles of the task
 * definition and only to `ecs-tasks.amazonaws.com`; `ecs:RegisterTaskDefinition` and, at registration,
 * `ecs:TagResource` on its family; `ecs:DescribeTaskDefinition`, and unless its `skipDestroy` is set
 * `ecs:DeregisterTaskDefinition`, neither of which takes a resource.
 */
export class DeployerPolicy extends Construct {
  /** The policy as Terraform knows it. */
  readonly resource: IamPolicy;

  constructor(scope: Construct, id: string, { policyName, taskDefinition }: DeployerPolicyProps) {
    super(scope, id);
    this.resource = new IamPolicy(this, "Default", {
      name: policyName,
      description: `May register ${taskDefinition.family} and pass its two roles to ECS`,
      policy: renderPolicy(deployerStatements(taskDefinition.deployment, EnvironmentStack.of(this))),
    });
    const rule = required(matching(/^[\w+=,.@-]{1,128}$/, "be 1 to 128 letters, digits or + = , . @ _ -"));
    addProblems(this, () => rule(policyName, "policyName"));
  }

  /** The policy's ARN, for the role that deploys. */
  get arn(): string {
    return this.resource.arn;
  }
}
