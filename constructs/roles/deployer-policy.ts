import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Lazy } from "cdktf";
import { Construct } from "constructs";
import { formatArn } from "../../aws/arn";
import { deployerStatements } from "../../aws/ecs/deployer-statements";
import { POLICY_CHARACTERS } from "../../aws/policy/quotas";
import { policySize, renderPolicy } from "../../aws/policy/render-policy";
import type { Statement } from "../../aws/policy/statement";
import { DeployedStack } from "../deployer/deployed-stack";
import { type DeploymentStatements, deploymentStatements } from "../deployer/deployment-statements";
import { synthesizedJson } from "../deployer/synthesized-json";
import { placeOf } from "../environment/place-of";
import { documentTemplate } from "../environment/terraform-literal";
import type { TaskDefinition } from "../task/task-definition";
import { addRemark } from "../validation/remark";
import { checkMembers, type RulesOf, required, rule } from "../validation/rules";
import { addProblems } from "../validation/validation-error";
import { policyNameRule } from "./role-rules";

/** What a deployer's policy is called, and what it is for. */
export interface DeployerPolicyProps {
  /** The policy's name. 1 to 128 letters, digits or `+ = , . @ _ -`. */
  readonly policyName: string;
  /**
   * The task definition that may be registered, and nothing else deployed.
   * @default - the whole stack
   */
  readonly taskDefinition?: TaskDefinition;
}

const rules: RulesOf<DeployerPolicyProps> = {
  policyName: required(policyNameRule),
  taskDefinition: rule((value) => Object(value).deployment !== undefined, "be a TaskDefinition"),
};

/**
 * A managed policy for the role that deploys, in CI for example: what planning, applying, changing and destroying the stack
 * takes, each of the provider's calls on these resources alone. This policy itself it may read and not change: whoever could
 * change it could give themselves anything.
 *
 * With a task definition it is for that alone: `iam:PassRole` on exactly its two roles and only to `ecs-tasks.amazonaws.com`;
 * `ecs:RegisterTaskDefinition` and, at registration, `ecs:TagResource` on its family; `ecs:DescribeTaskDefinition`, and unless
 * its `skipDestroy` is set `ecs:DeregisterTaskDefinition`, neither of which takes a resource.
 */
export class DeployerPolicy extends Construct {
  /** The policy as Terraform knows it. */
  readonly resource: IamPolicy;
  private deployed?: DeploymentStatements;

  constructor(scope: Construct, id: string, given: DeployerPolicyProps) {
    super(scope, id);
    const props = given ?? ({} as DeployerPolicyProps);
    const { policyName, taskDefinition } = props;
    const deployment = taskDefinition?.deployment;
    this.resource = new IamPolicy(this, "Default", {
      name: policyName,
      description: deployment
        ? `May register ${deployment.family} and pass its two roles to ECS`
        : "May deploy the stack it is in, but not change this policy",
      policy: deployment
        ? renderPolicy(deployerStatements(deployment, placeOf(this)))
        : Lazy.stringValue({ produce: () => documentTemplate(this.document(policyName)) }),
    });
    addProblems(this, () => [
      ...checkMembers(props, rules),
      ...(taskDefinition === undefined ? this.stackProblems(policyName) : []),
    ]);
  }

  /** The policy's ARN, for the role that deploys. */
  get arn(): string {
    return this.resource.arn;
  }

  private document(policyName: string): string {
    return renderPolicy([...this.deployedStack().statements, this.ownStatement(policyName)]);
  }

  /** Asked for once the stack is whole: while its policies are checked, and while it is written. */
  private deployedStack(): DeploymentStatements {
    this.deployed ??= deploymentStatements(
      new DeployedStack(synthesizedJson(this, this.resource), placeOf(this)),
      "apply",
    );
    return this.deployed;
  }

  private ownStatement(policyName: string): Statement {
    const arn = formatArn({ ...placeOf(this), service: "iam", region: "", resource: `policy/${policyName}` });
    return {
      sid: "ReadThisPolicy",
      actions: ["iam:GetPolicy", "iam:GetPolicyVersion", "iam:ListPolicyVersions"],
      resources: [arn],
    };
  }

  private stackProblems(policyName: string): readonly string[] {
    for (const { address, why } of this.deployedStack().left)
      addRemark(this, `nothing is allowed on ${address}: ${why}`);
    const size = policySize(this.document(policyName));
    if (size <= POLICY_CHARACTERS.managed) return [];
    return [
      `'${policyName}' must be at most ${POLICY_CHARACTERS.managed} characters, got ${size}: leave it out, and put what ` +
        "ecs-role-pair deployer-policy prints into several policies",
    ];
  }
}
