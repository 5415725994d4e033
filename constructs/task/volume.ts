import type { EcsTaskDefinitionVolume } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { formatArn, type Location } from "../../aws/arn";
import { problem } from "../../aws/messages";
import type { Statement } from "../../aws/policy/statement";
import { by } from "../../aws/text-order";
import type { MountPoint } from "../container/storage";
import { terraformLiteral } from "../environment/terraform-literal";
import { boolean, integer, matching, type RulesOf, required, shape } from "../validation/rules";

/** A volume of a task: shared scratch space, a folder of the host, or an EFS file system. */
export interface Volume {
  /** Unique in the task. 1 to 255 letters, digits, `_` or `-`. */
  readonly name: string;
  /** A folder of the host. Not on Fargate. @default - scratch space that goes with the task */
  readonly hostPath?: string;
  /** @default - no file system */
  readonly efs?: EfsVolume;
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

const efsRules: RulesOf<EfsVolume> = {
  fileSystemId: required(matching(/^fs-[0-9a-f]{8,40}$/, "be fs- and 8 to 40 hexadecimal digits")),
  accessPointId: matching(/^fsap-[0-9a-f]{8,40}$/, "be fsap- and 8 to 40 hexadecimal digits"),
  rootDirectory: matching(/^\/\S*$/, "be an absolute path"),
  iam: boolean,
  rootAccess: boolean,
  transitEncryptionPort: integer(1, 65_535),
};

const volumeRules: RulesOf<Volume> = {
  name: required(matching(/^[\w-]{1,255}$/, "be 1 to 255 letters, digits, _ or -")),
  hostPath: matching(/^(\/|[A-Za-z]:\\)\S*$/, "be an absolute path"),
  efs: shape<EfsVolume>(efsRules),
};
export const volumeRule = shape<Volume>(volumeRules);

export function volumeProblems(volume: Volume, fargate: boolean): readonly string[] {
  const { name, hostPath, efs } = volume;
  const at = `volumes.${name}`;
  const problems: string[] = [];
  if (fargate && hostPath !== undefined)
    problems.push(problem(`${at}.hostPath`, "not be set on Fargate", hostPath, "the task has no host of its own"));
  if (hostPath !== undefined && efs)
    problems.push(problem(at, "be a folder of the host or a file system", "both", "keep one of them"));
  if (efs?.accessPointId !== undefined && ![undefined, "/"].includes(efs.rootDirectory)) {
    problems.push(
      problem(
        `${at}.efs.rootDirectory`,
        "be left out beside an access point",
        efs.rootDirectory,
        "the access point has its own",
      ),
    );
  }
  if (efs?.rootAccess && efs.iam === false)
    problems.push(problem(`${at}.efs.rootAccess`, "stand beside iam", true, "it is a permission of the task role"));
  return problems;
}

export function renderVolumes(volumes: readonly Volume[]): EcsTaskDefinitionVolume[] {
  return [...volumes].sort(by(({ name }) => name)).map(({ name, hostPath, efs }) => ({
    name,
    hostPath: hostPath && terraformLiteral(hostPath),
    efsVolumeConfiguration: efs && {
      fileSystemId: efs.fileSystemId,
      rootDirectory: terraformLiteral(efs.rootDirectory ?? "/"),
      transitEncryption: "ENABLED",
      transitEncryptionPort: efs.transitEncryptionPort,
      authorizationConfig: { accessPointId: efs.accessPointId, iam: efs.iam === false ? "DISABLED" : "ENABLED" },
    },
  }));
}

/** What the task role needs to mount a file system. Source: EFS user guide, IAM for NFS clients. */
export function volumeGrants(
  volume: Volume,
  mountPoints: readonly MountPoint[],
  location: Location,
): readonly Statement[] {
  const { name, efs } = volume;
  if (!efs || efs.iam === false) return [];
  const writable = mountPoints.some(({ sourceVolume, readOnly }) => sourceVolume === name && readOnly !== true);
  const actions = [
    "ClientMount",
    ...(writable ? ["ClientWrite"] : []),
    ...(efs.rootAccess ? ["ClientRootAccess"] : []),
  ];
  const accessPoint =
    efs.accessPointId &&
    formatArn({ ...location, service: "elasticfilesystem", resource: `access-point/${efs.accessPointId}` });
  return [
    {
      sid: "EFSMountFileSystems",
      actions: actions.map((action) => `elasticfilesystem:${action}`),
      resources: [
        formatArn({ ...location, service: "elasticfilesystem", resource: `file-system/${efs.fileSystemId}` }),
      ],
      ...(accessPoint && { conditions: { StringEquals: { "elasticfilesystem:AccessPointArn": [accessPoint] } } }),
    },
  ];
}
