import { Token } from "cdktf";
import { problem } from "../../aws/messages";
import type { ContainerPlace } from "../container/container-place";
import { type Secret, secretRule } from "../container/secret";
import {
  boolean,
  both,
  integer,
  matching,
  oneOf,
  type Rule,
  type RulesOf,
  record,
  required,
  shape,
  text,
} from "../validation/rules";

/**
 * A volume of a task: shared scratch space, a folder of the host, a file system, a volume of Docker's, or an EBS volume that
 * the service or whoever runs the task configures.
 */
export interface Volume {
  /** Unique in the task. 1 to 255 letters, digits, `_` or `-`. */
  readonly name: string;
  /** A folder of the host. Not on Fargate. @default - scratch space that goes with the task */
  readonly hostPath?: string;
  /** Not on Windows. @default - no file system of EFS's */
  readonly efs?: EfsVolume;
  /** On EC2 with Windows alone. @default - no file system of FSx's */
  readonly fsx?: FsxVolume;
  /** Not on Fargate. @default - no volume of Docker's */
  readonly docker?: DockerVolume;
  /**
   * Whether an EBS volume is attached when the task is launched; the task may have one. Its size and its infrastructure
   * role, which trusts `ecs.amazonaws.com` and has AWS's `AmazonECSInfrastructureRolePolicyForVolumes`, are said by the
   * service, or by whoever runs the task and needs `iam:PassRole` on that role.
   * @default false
   */
  readonly configuredAtLaunch?: boolean;
}

/** An EFS file system, always encrypted in transit. */
export interface EfsVolume {
  /** `fs-` and 8 to 40 hexadecimal digits. */
  readonly fileSystemId: string;
  /** `fsap-` and 8 to 40 hexadecimal digits. @default - the file system itself */
  readonly accessPointId?: string;
  /** Not with an access point, which has its own. @default "/" */
  readonly rootDirectory?: string;
  /**
   * Whether the task role is asked: grants it `elasticfilesystem:ClientMount`, and `elasticfilesystem:ClientWrite` where
   * a container mounts the volume writable, on the file system and through the access point alone.
   * @default true
   */
  readonly iam?: boolean;
  /** Whether root may act as root: grants `elasticfilesystem:ClientRootAccess`. @default false */
  readonly rootAccess?: boolean;
  /** 1 to 65535. @default - one that the mount helper chooses */
  readonly transitEncryptionPort?: number;
}

/** A file system of FSx for Windows File Server. */
export interface FsxVolume {
  /** `fs-` and 8 to 40 hexadecimal digits. */
  readonly fileSystemId: string;
  /** A folder of the file system. @default "\\" */
  readonly rootDirectory?: string;
  /**
   * The user that mounts it. Grants the execution role the secret, and `fsx:DescribeFileSystems`, which takes no resource.
   */
  readonly credentials: Secret;
  /** The Active Directory domain, in full: `corp.example.com` for example. */
  readonly domain: string;
}

/** A volume of Docker's, by a driver. */
export interface DockerVolume {
  /** Whether it goes with the task, or outlives it for others to share. @default "task" */
  readonly scope?: "task" | "shared";
  /** With `shared`: whether it is made where it is missing. @default false */
  readonly autoprovision?: boolean;
  /** @default - Docker's own, `local` */
  readonly driver?: string;
  /** What the driver is told. @default - nothing */
  readonly driverOptions?: Readonly<Record<string, string>>;
  /** @default - none */
  readonly labels?: Readonly<Record<string, string>>;
}

const efsRules: RulesOf<EfsVolume> = {
  fileSystemId: required(matching(/^fs-[0-9a-f]{8,40}$/, "be fs- and 8 to 40 hexadecimal digits")),
  accessPointId: matching(/^fsap-[0-9a-f]{8,40}$/, "be fsap- and 8 to 40 hexadecimal digits"),
  rootDirectory: matching(/^\/\S*$/, "be an absolute path"),
  iam: boolean,
  rootAccess: boolean,
  transitEncryptionPort: integer(1, 65_535),
};

const fsxRules = (place: ContainerPlace): RulesOf<FsxVolume> => ({
  fileSystemId: required(matching(/^fs-[0-9a-f]{8,40}$/, "be fs- and 8 to 40 hexadecimal digits")),
  rootDirectory: text,
  credentials: required(secretRule(place)),
  domain: required(matching(/^[\w-]+(\.[\w-]+)+$/, "be a domain's full name, corp.example.com for example")),
});

const dockerRules: RulesOf<DockerVolume> = {
  scope: oneOf(["task", "shared"]),
  autoprovision: boolean,
  driver: text,
  driverOptions: record(text, text),
  labels: record(text, text),
};

const volumeRules = (place: ContainerPlace): RulesOf<Volume> => ({
  name: required(matching(/^[\w-]{1,255}$/, "be 1 to 255 letters, digits, _ or -")),
  hostPath: matching(/^(\/|[A-Za-z]:\\)\S*$/, "be an absolute path"),
  efs: shape<EfsVolume>(efsRules),
  fsx: shape<FsxVolume>(fsxRules(place)),
  docker: shape<DockerVolume>(dockerRules),
  configuredAtLaunch: boolean,
});

/** A volume's place among a task's problems is `volumes.<name>`. */
export function volumeRule(place: ContainerPlace): Rule {
  return both(shape<Volume>(volumeRules(place)), (value, at) => {
    const volume = value as Volume;
    return [...kindProblems(volume, place, at), ...efsProblems(volume.efs, `${at}.efs`), ...dockerProblems(volume, at)];
  });
}

function kindProblems(volume: Volume, { fargate, linux }: ContainerPlace, at: string): readonly string[] {
  const { hostPath, efs, fsx, docker, configuredAtLaunch } = volume;
  const kinds = Object.entries({ hostPath, efs, fsx, docker, configuredAtLaunch: configuredAtLaunch || undefined });
  const given = kinds.filter(([, kind]) => kind !== undefined).map(([name]) => name);
  return [
    ...(given.length > 1 ? [problem(at, "be of one kind", given.join(" and "), "keep one of them")] : []),
    ...(fargate && hostPath !== undefined
      ? [problem(`${at}.hostPath`, "not be set on Fargate", hostPath, "the task has no host of its own")]
      : []),
    ...(fargate && docker ? [problem(`${at}.docker`, "not be set on Fargate", docker)] : []),
    ...(!linux && efs ? [problem(`${at}.efs`, "not be set on Windows", efs.fileSystemId, "use fsx")] : []),
    ...(fsx && (fargate || linux)
      ? [problem(`${at}.fsx`, "be set on EC2 with Windows only", fsx.fileSystemId, "use efs elsewhere")]
      : []),
  ];
}

function efsProblems(efs: EfsVolume | undefined, at: string): readonly string[] {
  if (!efs) return [];
  const { accessPointId, rootDirectory, rootAccess, iam } = efs;
  const hasOwnRoot = accessPointId !== undefined && rootDirectory !== undefined && rootDirectory !== "/";
  const remedy = "the access point has its own";
  return [
    ...(hasOwnRoot
      ? [problem(`${at}.rootDirectory`, "be left out beside an access point", rootDirectory, remedy)]
      : []),
    ...(rootAccess && iam === false
      ? [problem(`${at}.rootAccess`, "stand beside iam", true, "it is a permission of the task role")]
      : []),
  ];
}

function dockerProblems({ docker }: Volume, at: string): readonly string[] {
  if (docker?.autoprovision === undefined || docker.scope === "shared" || Token.isUnresolved(docker.scope)) return [];
  return [problem(`${at}.docker.autoprovision`, "stand beside scope shared", docker.autoprovision)];
}
