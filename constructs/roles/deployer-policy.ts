import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import { deployerStatements } from "../../aws/ecs/deployer-statements";
import { renderPolicy } from "../../aws/policy/render-policy";
import { placeOf } from "../environment/place-of";
import type { TaskDefinition } from "../task/task-definition";
import { checkMembers, type RulesOf, required, rule } from "../validation/rules";
import { addProblems } from "../validation/validation-error";
import { policyNameRule } from "./role-rules";

/** What a deployer's policy is called, and what it is for. */
export interface DeployerPolicyProps {
  /** The policy's name. 1 to 128 letters, digits or `+ = , . @ _ -`. */
  readonly policyName: string;
  /** What may be deployed. */
  readonly taskDefinition: TaskDefinition;
}

const rules: RulesOf<DeployerPolicyProps> = {
  policyName: required(policyNameRule),
  taskDefinition: required(rule((value) => Object(value).deployment !== undefined, "be a TaskDefinition")),
};

/**
 * A managed policy for the role that deploys, in CI for example: `iam:PassRole` on exactly the two roles of the task
 * definition and only to `ecs-tasks.amazonaws.com`; `ecs:RegisterTaskDefinition` and, at registration,
 * `ecs:TagResource` on its family; `ecs:DescribeTaskDefinition`, and unless its `skipDestroy` is set
 * `ecs:DeregisterTaskDefinition`, neither of which takes a resource.
 */
export class DeployerPolicy extends Construct {
  /** The policy as Terraform knows it. */
  readonly resource: IamPolicy;

  constructor(scope: Construct, id: string, props: DeployerPolicyProps) {
    super(scope, id);
    const { policyName, taskDefinition } = props ?? {};
    const deployment = taskDefinition?.deployment ?? {
      executionRoleArn: "",
      taskRoleArn: "",
      family: "",
      deregisters: false,
    };
    this.resource = new IamPolicy(this, "Default", {
      name: policyName,
      description: `May register ${deployment.family} and pass its two roles to ECS`,
      policy: renderPolicy(deployerStatements(deployment, placeOf(this))),
    });
    addProblems(this, () => checkMembers(props ?? {}, rules));
  }

  /** The policy's ARN, for the role that deploys. */
  get arn(): string {
    return this.resource.arn;
  }
}
