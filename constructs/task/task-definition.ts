import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { Lazy } from "cdktf";
import { Construct } from "constructs";
import type { Deployment } from "../../aws/ecs/deployer-statements";
import { reasonOf } from "../../aws/ecs/needs/need";
import { dependencyOf } from "../environment/addresses";
import { tagProblems } from "../environment/environment-rules";
import { placeOf } from "../environment/place-of";
import { stackTagsOf } from "../environment/stack-tags";
import { addProblems } from "../validation/validation-error";
import { acceptedFindings, type StatedAcceptance } from "./accepted-findings";
import { checkTask } from "./check-task";
import { grantNeeds, type RenderedTask, renderTask } from "./render-task";
import type { LaunchType, TaskDefinitionProps, TaskRoles } from "./task-definition-props";

const DEFAULT_LOG_RETENTION_DAYS = 30;

/**
 * An ECS task definition for Fargate, EC2, ECS Anywhere or managed instances. What its containers need of AWS before they
 * run reaches the execution role by itself, and what they need of it while they run (EFS, ECS Exec, FireLens destinations)
 * the task role.
 */
export class TaskDefinition extends Construct {
  /** The family: the name that all revisions share. */
  readonly family: string;
  /** What deploying it takes, for a `DeployerPolicy`. */
  readonly deployment: Deployment;
  /** Its two roles, for what runs it to add to. */
  readonly roles?: TaskRoles;
  /** What it runs on. */
  readonly launchType: LaunchType;
  /** How its containers reach the network. */
  readonly networkMode: string;
  /** Whether ECS Exec is possible in it, so that whatever runs it allows the same. */
  readonly allowsExecuteCommand: boolean;
  /** The task definition as Terraform knows it. */
  readonly resource: EcsTaskDefinition;
  /** The log group it creates, if a container writes to it. */
  readonly logGroup?: CloudwatchLogGroup;

  constructor(scope: Construct, id: string, props: TaskDefinitionProps) {
    super(scope, id);
    const place = placeOf(this);
    const { problems, sound, containerPlace } = checkTask(props, place);
    addProblems(this, () => [...problems, ...tagProblems(sound.tags, stackTagsOf(this))]);
    const { family = id, roles } = sound;
    this.family = family;
    this.roles = roles;
    if (roles && roles.execution !== roles.task) {
      roles.execution.useAs("execution");
      roles.task.useAs("task");
    }
    this.launchType = sound.launchType ?? "FARGATE";
    this.networkMode = containerPlace.networkMode;
    this.allowsExecuteCommand = props?.executeCommand !== undefined;
    this.deployment = {
      executionRoleArn: roles?.execution.arn ?? "",
      taskRoleArn: roles?.task.arn ?? "",
      family,
      deregisters: sound.skipDestroy !== true,
    };
    const rendered = problems.length > 0 ? undefined : renderTask(props, containerPlace);
    if (rendered?.usesTaskLogGroup) {
      this.logGroup = new CloudwatchLogGroup(this, "log_group", {
        name: containerPlace.logGroupName,
        retentionInDays: props.logRetentionDays ?? DEFAULT_LOG_RETENTION_DAYS,
        kmsKeyId: props.logGroupKey?.id,
      });
    }
    this.resource = new EcsTaskDefinition(this, "Default", rendered?.config ?? { family, containerDefinitions: "[]" });
    if (!rendered) return;
    grantNeeds(rendered, props.roles);
    this.tellReviewers(rendered, acceptedFindings(props.containers));
    // The roles' ARNs are composed, so that Terraform has to be told what comes first; a policy may be added later.
    this.resource.dependsOn = Lazy.listValue({ produce: () => this.dependencies(props.roles) });
  }

  /** The revision's ARN, known once it is registered. */
  get arn(): string {
    return this.resource.arn;
  }

  /** Terraform ignores what is under `//`: there a reviewer, and the review, find what nobody could derive and what code accepts. */
  private tellReviewers({ needs }: RenderedTask, accepted: readonly StatedAcceptance[]): void {
    const notDerived = needs.cannotSay.map((each) => `${reasonOf(each)}: ${each.why}`);
    if (notDerived.length > 0) this.resource.addOverride("//.notDerived", notDerived);
    if (accepted.length > 0) this.resource.addOverride("//.acceptedFindings", accepted);
  }

  private dependencies(roles: TaskRoles): string[] {
    return [...roles.execution.dependables, ...roles.task.dependables, ...(this.logGroup ? [this.logGroup] : [])].map(
      (element) => dependencyOf(element, this.resource.cdktfStack),
    );
  }
}
