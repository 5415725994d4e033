import { formatArn } from "../../arn";
import { membersOf, objectsOf, textOf } from "../task-form";
import { type Because, NOTHING, notDerived, required, type TaskNeeds, together } from "./need";
import type { NeedsContext } from "./needs-context";
import { secretNeeds } from "./secret-needs";

type Members = Readonly<Record<string, unknown>>;

/** What mounting a volume takes. Scratch space, folders of the host and Docker's own volumes take nothing of the roles. */
export function volumeNeeds(volume: Members, containers: readonly Members[], context: NeedsContext): TaskNeeds {
  const name = textOf(volume.name) ?? "";
  const because: Because = { member: "volumes", what: `volume ${name}` };
  const efs = volume.efsVolumeConfiguration;
  const fsx = volume.fsxWindowsFileServerVolumeConfiguration;
  return together(
    efs ? efsNeeds(membersOf(efs), name, isWritten(name, containers), because, context) : NOTHING,
    fsx ? fsxNeeds(membersOf(fsx), because, context) : NOTHING,
  );
}

function isWritten(volume: string, containers: readonly Members[]): boolean {
  const mounts = containers.flatMap(({ mountPoints }) => objectsOf(mountPoints));
  return mounts.some(({ sourceVolume, readOnly }) => sourceVolume === volume && readOnly !== true);
}

/** Source: EFS user guide, IAM for NFS clients. */
function efsNeeds(
  efs: Members,
  name: string,
  isWritten: boolean,
  because: Because,
  { location, rootAccess = [] }: NeedsContext,
): TaskNeeds {
  const { iam, accessPointId } = membersOf(efs.authorizationConfig);
  // Without IAM the file system asks for no role.
  if (iam !== "ENABLED") return NOTHING;
  const fileSystem = textOf(efs.fileSystemId);
  if (fileSystem === undefined) return notDerived(because, "its file system is known only later", "task");
  const actions = [
    "ClientMount",
    ...(isWritten ? ["ClientWrite"] : []),
    ...(rootAccess.includes(name) ? ["ClientRootAccess"] : []),
  ];
  const arnOf = (resource: string) => formatArn({ ...location, service: "elasticfilesystem", resource });
  const accessPoint = textOf(accessPointId);
  return required("task", because, {
    sid: "EFSMountFileSystems",
    actions: actions.map((action) => `elasticfilesystem:${action}`),
    resources: [arnOf(`file-system/${fileSystem}`)],
    ...(accessPoint !== undefined && {
      conditions: { StringEquals: { "elasticfilesystem:AccessPointArn": [arnOf(`access-point/${accessPoint}`)] } },
    }),
  });
}

/**
 * FSx for Windows File Server: ECS looks up its address and fetches the credentials with the execution role.
 * Source: amazon-ecs-agent, agent/taskresource/fsxwindowsfileserver.
 */
function fsxNeeds(fsx: Members, because: Because, context: NeedsContext): TaskNeeds {
  const credentials = textOf(membersOf(fsx.authorizationConfig).credentialsParameter);
  const find = { sid: "FSxFindFileSystems", actions: ["fsx:DescribeFileSystems"], resources: ["*"] };
  return together(
    required("execution", because, find),
    credentials === undefined
      ? notDerived(because, "it names no credentials", "execution")
      : secretNeeds(credentials, { ...because, what: `${because.what}: credentials` }, context),
  );
}
