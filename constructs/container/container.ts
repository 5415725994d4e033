import type { CredentialSpec } from "./credential-spec";
import type { FireLens } from "./firelens";
import type { HealthCheck } from "./health-check";
import type { Image } from "./image";
import type { LinuxParameters } from "./linux-parameters";
import type { Logging } from "./logging";
import type { Port } from "./port";
import type { RepositoryCredentials } from "./repository-credentials";
import type { RestartPolicy } from "./restart-policy";
import type { Secret } from "./secret";
import type { MountPoint, VolumesFrom } from "./storage";
import type { Ulimit } from "./ulimit";
import type { EnvironmentFile } from "./variables";

/** A container that must have got somewhere before another starts. */
export interface ContainerDependency {
  /** The other container's name. */
  readonly containerName: string;
  /** `HEALTHY` needs a health check there; `COMPLETE` and `SUCCESS` need it not to be essential. */
  readonly condition: "START" | "COMPLETE" | "SUCCESS" | "HEALTHY";
}

/** A kernel setting of a container's own namespace. */
export interface SystemControl {
  /** For example `net.ipv4.tcp_keepalive_time`. */
  readonly namespace: string;
  /** What it is set to. */
  readonly value: string;
}

/** A line of the container's `/etc/hosts`. */
export interface ExtraHost {
  /** The name to resolve. */
  readonly hostname: string;
  /** The address it resolves to. */
  readonly ipAddress: string;
}

/** A container of a task. */
export interface Container {
  /** Unique in the task. 1 to 255 letters, digits, `_` or `-`. */
  readonly name: string;
  /** The image. `Image.fromEcr` grants the pull to the execution role. */
  readonly image: Image;
  /** The arguments. @default - the image's */
  readonly command?: readonly string[];
  /** The program. @default - the image's */
  readonly entryPoint?: readonly string[];
  /**
   * Variables anyone may read who may describe the task definition. One that looks like a secret is refused,
   * unless `plainTextBecause` says why it is none.
   * @default - none
   */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * By variable: why a value that looks like a secret may stand in plain text. The review takes the reason from the
   * synthesized stack, given as `--accept`.
   * @default - none
   */
  readonly plainTextBecause?: Readonly<Record<string, string>>;
  /** Variables whose values ECS fetches at start; each grants the execution role its own secret. @default - none */
  readonly secrets?: Readonly<Record<string, Secret>>;
  /**
   * Files of variables: up to 10 ARNs of S3 objects whose names end in `.env`; the first that names a variable wins.
   * Grants the execution role `s3:GetObject` on each and `s3:GetBucketLocation` on its bucket; one that a
   * customer-managed key encrypts is given with it, `{ objectArn, key }`.
   * @default - none
   */
  readonly environmentFiles?: readonly (string | EnvironmentFile)[];
  /** @default - none */
  readonly ports?: readonly Port[];
  /** @default - none: ECS watches the process alone */
  readonly healthCheck?: HealthCheck;
  /** @default - none */
  readonly dependsOn?: readonly ContainerDependency[];
  /** @default - to CloudWatch Logs, in a log group that the task definition creates */
  readonly logging?: Logging;
  /** Whether the container may not write to its own file system, only to its mounts. @default true on Linux */
  readonly readonlyRootFilesystem?: boolean;
  /** User, or user and group, by name or number. @default - the image's; `0` for a FireLens container */
  readonly user?: string;
  /** @default - the image's */
  readonly workingDirectory?: string;
  /** How long ECS waits for containers this one depends on, from 2 seconds, on Fargate to 120. @default - 3 minutes */
  readonly startTimeoutSeconds?: number;
  /** How long the container has between SIGTERM and SIGKILL; 2 to 120 seconds on Fargate. @default - 30 seconds */
  readonly stopTimeoutSeconds?: number;
  /** @default - none */
  readonly ulimits?: readonly Ulimit[];
  /** @default - none */
  readonly mountPoints?: readonly MountPoint[];
  /** @default - none */
  readonly volumesFrom?: readonly VolumesFrom[];
  /** @default - Docker's */
  readonly linuxParameters?: LinuxParameters;
  /** @default - a container that ends stays ended */
  readonly restartPolicy?: RestartPolicy;
  /** Whether the task ends when this container does. @default true */
  readonly essential?: boolean;
  /** CPU shares kept for the container, in units of which 1,024 are a vCPU. @default 0, none kept */
  readonly cpuUnits?: number;
  /** The container is killed above this, in MiB, from 6. @default - the task's memory */
  readonly memoryMiB?: number;
  /** Kept for the container, in MiB, from 6. @default - none */
  readonly memoryReservationMiB?: number;
  /** How to sign in to a private registry that is not ECR. @default - without */
  readonly repositoryCredentials?: RepositoryCredentials;
  /** The identity in Active Directory that the container has, as a group managed service account. @default - none */
  readonly credentialSpec?: CredentialSpec;
  /** @default - none */
  readonly dockerLabels?: Readonly<Record<string, string>>;
  /** Makes this container the task's log router; the task may have one. @default - it is none */
  readonly firelens?: FireLens;
  /** Kernel settings by namespace. @default - none */
  readonly systemControls?: readonly SystemControl[];
  /** Whether standard input stays open. @default false */
  readonly interactive?: boolean;
  /** Whether it has a terminal. @default false */
  readonly pseudoTerminal?: boolean;
  /** Not under `awsvpc`. @default - Docker's */
  readonly hostname?: string;
  /** GPUs for the container. Not on Fargate. @default - none */
  readonly gpuCount?: number;
  /** Whether ECS resolves the image's tag to one digest for a whole deployment. @default - ECS's, enabled */
  readonly versionConsistency?: "enabled" | "disabled";
  /** All of the host's privileges. Not on Fargate. @default false */
  readonly privileged?: boolean;
  /** Names of containers to reach by name. Only under `bridge`. @default - none */
  readonly links?: readonly string[];
  /** Not on Fargate. @default false */
  readonly disableNetworking?: boolean;
  /** Not on Fargate. @default - none */
  readonly dnsSearchDomains?: readonly string[];
  /** Not on Fargate. @default - none */
  readonly dnsServers?: readonly string[];
  /** Not on Fargate. @default - none */
  readonly dockerSecurityOptions?: readonly string[];
  /** Not on Fargate. @default - none */
  readonly extraHosts?: readonly ExtraHost[];
}
