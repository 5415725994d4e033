import type { OPERATING_SYSTEMS } from "../../aws/ecs/task-limits";
import type { Container } from "../container/container";
import type { KmsKey } from "../roles/kms-key";
import type { RoleAccess } from "../roles/role-access";
import type { ExecuteCommand } from "./execute-command";
import type { Volume } from "./volume";

export const LAUNCH_TYPES = ["FARGATE", "EC2", "EXTERNAL", "MANAGED_INSTANCES"] as const;
export type LaunchType = (typeof LAUNCH_TYPES)[number];

export type OperatingSystem = (typeof OPERATING_SYSTEMS)[number];

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

/** What a task consists of, what it runs on and which roles it has. */
export interface TaskDefinitionProps {
  /** The family: the name that all revisions share. 1 to 255 letters, digits, `_` or `-`. */
  readonly family: string;
  /** The role pair; what the containers need is added to it. */
  readonly roles: TaskRoles;
  /** The containers, at least one of them essential. */
  readonly containers: readonly Container[];
  /**
   * What the task runs on: Fargate, instances of one's own (`EC2`), machines outside AWS (`EXTERNAL`, ECS Anywhere), or
   * instances that ECS manages (`MANAGED_INSTANCES`, with the AWS provider from 6.15 on).
   * @default "FARGATE"
   */
  readonly launchType?: LaunchType;
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
   * Elsewhere 128 to 196,608.
   * @default - elsewhere what the containers say
   */
  readonly cpuUnits?: number;
  /** Memory in MiB; on Fargate as in the table at `cpuUnits`. @default - elsewhere what the containers say */
  readonly memoryMiB?: number;
  /** @default "X86_64" */
  readonly cpuArchitecture?: "X86_64" | "ARM64";
  /** @default "LINUX" */
  readonly operatingSystemFamily?: OperatingSystem;
  /** Scratch space on Fargate, 21 to 200 GiB. @default - the 20 GiB that come with every task */
  readonly ephemeralStorageGiB?: number;
  /** On Fargate `awsvpc`, with `EXTERNAL` any but that. @default "awsvpc", with `EXTERNAL` "bridge" */
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
  /**
   * Whether GuardDuty's Runtime Monitoring adds its agent to the task, as it does where it is switched on for Fargate in the
   * account or the cluster. ECS pulls the agent with the task's execution role, and starts no task that cannot: grants
   * `ecr:GetAuthorizationToken`, and on AWS's repository of the region `ecr:BatchGetImage`, `ecr:GetDownloadUrlForLayer`
   * and `ecr:BatchCheckLayerAvailability`. Fargate with Linux only.
   * @default false
   */
  readonly guardDuty?: boolean;
  /** Whether a revision that Terraform replaces stays registered, to roll back to. @default false */
  readonly skipDestroy?: boolean;
  /** @default - the stack's tags only */
  readonly tags?: Readonly<Record<string, string>>;
}
