import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { Lazy } from "cdktf";
import { Construct } from "constructs";
import { canonicalJson } from "../../aws/canonical-json";
import type { Deployment } from "../../aws/ecs/deployer-statements";
import { problem } from "../../aws/messages";
import { by } from "../../aws/text-order";
import type { Container } from "../container/container";
import { ContainerContext, type Platform } from "../container/container-context";
import { logGroupNameRule, retentionDaysRule } from "../container/logging";
import { renderContainer } from "../container/render-container";
import { dependencyOf } from "../environment/addresses";
import { tagProblems, tagsRule } from "../environment/environment-rules";
import type { Place } from "../environment/place";
import { placeOf } from "../environment/place-of";
import { stackTagsOf } from "../environment/stack-tags";
import { terraformLiteral } from "../environment/terraform-literal";
import { type KmsKey, keyRule } from "../roles/kms-key";
import type { RoleAccess } from "../roles/role-access";
import {
  anything,
  boolean,
  checkMembers,
  integer,
  list,
  matching,
  oneOf,
  type Rule,
  type RulesOf,
  required,
  rule,
  shape,
  text,
} from "../validation/rules";
import { addProblems } from "../validation/validation-error";
import { type ExecuteCommand, executeCommandGrants, executeCommandRule } from "./execute-command";
import { listOf, taskProblems } from "./task-problems";
import { renderVolumes, type Volume, volumeGrants, volumeRule } from "./volume";

/** The two roles of a task; a `RolePair` is one. */
export interface TaskRoles {
  /** The execution role, which ECS uses. */
  readonly execution: RoleAccess;
  /** The task role, which the application uses. */
  readonly task: RoleAccess;
}

/** Where a task may run on EC2. */
export interface PlacementConstraint {
  /** The kind of constraint; ECS has one for task definitions. */
  readonly type: "memberOf";
  /** In the cluster query language, `attribute:ecs.instance-type =~ t3.*` for example. */
  readonly expression: string;
}

const OPERATING_SYSTEMS = [
  "LINUX",
  "WINDOWS_SERVER_2019_CORE",
  "WINDOWS_SERVER_2019_FULL",
  "WINDOWS_SERVER_2022_CORE",
  "WINDOWS_SERVER_2022_FULL",
  "WINDOWS_SERVER_2025_CORE",
  "WINDOWS_SERVER_2025_FULL",
] as const;

/** What a task consists of, what it runs on and which roles it has. */
export interface TaskDefinitionProps {
  /** The family: the name that all revisions share. 1 to 255 letters, digits, `_` or `-`. */
  readonly family: string;
  /** The role pair; what the containers need is added to it. */
  readonly roles: TaskRoles;
  /** The containers, at least one of them essential. */
  readonly containers: readonly Container[];
  /** What the task runs on. @default "FARGATE" */
  readonly launchType?: "FARGATE" | "EC2";
  /**
   * CPU, in units of which 1,024 are a vCPU. On Fargate required, with a memory of its row:
   *
   * | cpuUnits | memoryMiB |
   * |---|---|
   * | 256 | 512, 1024, 2048 |
   * | 512 | 1024 to 4096 by 1024 |
   * | 1024 | 2048 to 8192 by 1024 |
   * | 2048 | 4096 to 16384 by 1024 |
   * | 4096 | 8192 to 30720 by 1024 |
   * | 8192 | 16384 to 61440 by 4096 |
   * | 16384 | 32768 to 122880 by 8192 |
   *
   * On EC2 128 to 196,608.
   * @default - on EC2 what the containers say
   */
  readonly cpuUnits?: number;
  /** Memory in MiB; on Fargate as in the table at `cpuUnits`. @default - on EC2 what the containers say */
  readonly memoryMiB?: number;
  /** @default "X86_64" */
  readonly cpuArchitecture?: "X86_64" | "ARM64";
  /** @default "LINUX" */
  readonly operatingSystemFamily?: (typeof OPERATING_SYSTEMS)[number];
  /** Scratch space on Fargate, 21 to 200 GiB. @default - the 20 GiB that come with every task */
  readonly ephemeralStorageGiB?: number;
  /** On Fargate `awsvpc`. @default "awsvpc" */
  readonly networkMode?: "awsvpc" | "bridge" | "host" | "none";
  /** Which processes the containers see; on Fargate `task` alone. @default - each its own */
  readonly pidMode?: "host" | "task";
  /** Not on Fargate. @default - each container its own */
  readonly ipcMode?: "host" | "task" | "none";
  /** @default - none */
  readonly volumes?: readonly Volume[];
  /** Not on Fargate; at most 10. @default - anywhere in the cluster */
  readonly placementConstraints?: readonly PlacementConstraint[];
  /**
   * The log group that containers without logging of their own write to.
   * @default `/ecs/<family>`
   */
  readonly logGroupName?: string;
  /** How long it keeps what they wrote: one of CloudWatch's periods, from 1 to 3,653 days. @default 30 */
  readonly logRetentionDays?: number;
  /** The customer-managed key it is encrypted with; its key policy must let CloudWatch Logs use it. @default - CloudWatch's own */
  readonly logGroupKey?: KmsKey;
  /**
   * Makes ECS Exec possible: grants the task role `ssmmessages:CreateControlChannel`, `CreateDataChannel`,
   * `OpenControlChannel` and `OpenDataChannel` (which take no resource), and what the logging named here needs.
   * @default - off
   */
  readonly executeCommand?: ExecuteCommand;
  /** Whether a revision that Terraform replaces stays registered, to roll back to. @default false */
  readonly skipDestroy?: boolean;
  /** @default - the stack's tags only */
  readonly tags?: Readonly<Record<string, string>>;
}

const DEFAULT_LOG_RETENTION_DAYS = 30;

/**
 * An ECS task definition for Fargate or EC2. What its containers need of AWS before they run reaches the execution role
 * by itself, and what they need of it while they run (EFS, ECS Exec, FireLens destinations) the task role.
 */
export class TaskDefinition extends Construct {
  /** The family: the name that all revisions share. */
  readonly family: string;
  /** What deploying it takes, for a `DeployerPolicy`. */
  readonly deployment: Deployment;
  /** Its two roles, for what runs it to add to. */
  readonly roles?: TaskRoles;
  /** What it runs on. */
  readonly launchType: "FARGATE" | "EC2";
  /** How its containers reach the network. */
  readonly networkMode: string;
  /** Whether ECS Exec is possible in it, so that whatever runs it allows the same. */
  readonly allowsExecuteCommand: boolean;
  /** The task definition as Terraform knows it. */
  readonly resource: EcsTaskDefinition;
  /** The log group it creates, if a container writes to it. */
  readonly logGroup?: CloudwatchLogGroup;

  constructor(scope: Construct, id: string, given: TaskDefinitionProps) {
    super(scope, id);
    const props = given ?? ({} as TaskDefinitionProps);
    this.family = props.family;
    const stack = placeOf(this);
    const platform = platformOf(props);
    const containers = Array.isArray(props.containers) ? Array.from(props.containers) : [];
    const context = new ContainerContext(stack, platform);
    const rendered = containers.map((container, index) =>
      renderContainer(container, context, `containers.${container?.name ?? index}`),
    );
    addProblems(this, () => [
      ...checkMembers(props, taskDefinitionRules(stack.region, platform.fargate)),
      ...context.problems,
      ...tagProblems(props.tags, stackTagsOf(this)),
      ...taskProblems(props, containers, platform),
    ]);

    const roles = isRoles(props.roles) ? props.roles : undefined;
    this.roles = roles;
    this.launchType = props.launchType ?? "FARGATE";
    this.networkMode = platform.networkMode;
    this.allowsExecuteCommand = props.executeCommand !== undefined;
    if (roles && roles.execution !== roles.task) {
      roles.execution.useAs("execution");
      roles.task.useAs("task");
    }
    this.deployment = {
      executionRoleArn: roles?.execution.arn ?? "",
      taskRoleArn: roles?.task.arn ?? "",
      family: props.family,
      deregisters: props.skipDestroy !== true,
    };
    roles?.execution.addStatements(...context.execution);
    roles?.task.addStatements(...context.task, ...taskGrants(props, containers, stack));
    if (context.usesTaskLogGroup) this.logGroup = this.createLogGroup(props, platform);
    this.resource = new EcsTaskDefinition(this, "Default", {
      family: props.family,
      requiresCompatibilities: [props.launchType ?? "FARGATE"],
      networkMode: platform.networkMode,
      cpu: props.cpuUnits?.toString(),
      memory: props.memoryMiB?.toString(),
      executionRoleArn: roles?.execution.arn,
      taskRoleArn: roles?.task.arn,
      containerDefinitions: terraformLiteral(canonicalJson(orderedByName(rendered))),
      runtimePlatform: {
        cpuArchitecture: props.cpuArchitecture ?? "X86_64",
        operatingSystemFamily: props.operatingSystemFamily ?? "LINUX",
      },
      ephemeralStorage: props.ephemeralStorageGiB === undefined ? undefined : { sizeInGib: props.ephemeralStorageGiB },
      pidMode: props.pidMode,
      ipcMode: props.ipcMode,
      volume: props.volumes && renderVolumes(listOf(props.volumes)),
      placementConstraints: renderConstraints(props.placementConstraints),
      skipDestroy: props.skipDestroy,
      // A revision that AWS refuses leaves the one before it active; and roles go after the last revision that has them.
      lifecycle: { createBeforeDestroy: true },
      tags: props.tags,
    });
    // The roles' ARNs are composed, so that Terraform has to be told what comes first; a policy may be added later.
    this.resource.dependsOn = Lazy.listValue({ produce: () => this.dependencies(roles) });
  }

  /** The revision's ARN, known once it is registered. */
  get arn(): string {
    return this.resource.arn;
  }

  private createLogGroup(props: TaskDefinitionProps, { logGroupName }: Platform): CloudwatchLogGroup {
    return new CloudwatchLogGroup(this, "log_group", {
      name: logGroupName,
      retentionInDays: props.logRetentionDays ?? DEFAULT_LOG_RETENTION_DAYS,
      kmsKeyId: props.logGroupKey?.id,
    });
  }

  private dependencies(roles: TaskRoles | undefined): string[] {
    return [
      ...(roles?.execution.dependables ?? []),
      ...(roles?.task.dependables ?? []),
      ...(this.logGroup ? [this.logGroup] : []),
    ].map((element) => dependencyOf(element, this.resource.cdktfStack));
  }
}

function platformOf(props: TaskDefinitionProps): Platform {
  return {
    fargate: (props.launchType ?? "FARGATE") === "FARGATE",
    linux: (props.operatingSystemFamily ?? "LINUX") === "LINUX",
    networkMode: props.networkMode ?? "awsvpc",
    logGroupName: props.logGroupName ?? `/ecs/${props.family}`,
  };
}

function isRoles(roles: unknown): roles is TaskRoles {
  const { execution, task } = Object(roles) as Partial<TaskRoles>;
  return [execution, task].every((role) => typeof role?.addStatements === "function");
}

const rolesRule = rule(isRoles, "be a RolePair, or have two roles, execution and task");

function renderConstraints(constraints: readonly PlacementConstraint[] | undefined): PlacementConstraint[] | undefined {
  return (
    constraints &&
    listOf(constraints).map(({ type, expression }) => ({ type, expression: terraformLiteral(String(expression)) }))
  );
}

function orderedByName(rendered: readonly object[]): readonly object[] {
  return [...rendered].sort(by((container) => String((container as Container).name)));
}

function taskGrants(props: TaskDefinitionProps, containers: readonly Container[], stack: Place) {
  const mountPoints = containers.flatMap((container) => container?.mountPoints ?? []);
  const volumes = listOf(props.volumes);
  return [
    ...volumes.flatMap((volume) => volumeGrants(volume, mountPoints, stack)),
    ...(props.executeCommand ? executeCommandGrants(props.executeCommand, stack) : []),
  ];
}

/** CloudWatch Logs takes a key by its ARN alone. */
function logKeyRule(region: string): Rule {
  return (value, at) => {
    const byAlias = value !== undefined && "alias" in Object((value as KmsKey).reference);
    return byAlias
      ? [problem(at, "be a key by its ARN", (value as KmsKey).id, "use KmsKey.fromArn")]
      : keyRule(region)(value, at);
  };
}

function taskDefinitionRules(region: string, fargate: boolean): RulesOf<TaskDefinitionProps> {
  return {
    family: required(matching(/^[\w-]{1,255}$/, "be 1 to 255 letters, digits, _ or -")),
    roles: required(rolesRule, "give it a RolePair"),
    containers: required(list(anything, 1)),
    launchType: oneOf(["FARGATE", "EC2"]),
    // On Fargate the two sizes are checked together.
    cpuUnits: fargate ? anything : integer(128, 196_608),
    memoryMiB: fargate ? anything : integer(6),
    cpuArchitecture: oneOf(["X86_64", "ARM64"]),
    operatingSystemFamily: oneOf(OPERATING_SYSTEMS),
    ephemeralStorageGiB: integer(21, 200),
    networkMode: fargate ? oneOf(["awsvpc"]) : oneOf(["awsvpc", "bridge", "host", "none"]),
    pidMode: fargate ? oneOf(["task"]) : oneOf(["host", "task"]),
    ipcMode: oneOf(["host", "task", "none"]),
    volumes: list(volumeRule),
    placementConstraints: list(
      shape<PlacementConstraint>({ type: required(oneOf(["memberOf"])), expression: required(text) }),
      0,
      10,
    ),
    logGroupName: logGroupNameRule,
    logRetentionDays: retentionDaysRule,
    logGroupKey: logKeyRule(region),
    executeCommand: executeCommandRule(region),
    skipDestroy: boolean,
    tags: tagsRule,
  };
}
