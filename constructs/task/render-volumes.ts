import type { EcsTaskDefinitionVolume } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { by } from "../../aws/text-order";
import type { ContainerPlace } from "../container/container-place";
import type { TaskFacts } from "../container/task-facts";
import { terraformLiteral } from "../environment/terraform-literal";
import type { DockerVolume, EfsVolume, FsxVolume, Volume } from "./volume";

/** A file system as AWS writes it; Terraform's provider has the same members. */
interface FileSystemForm {
  readonly fileSystemId: string;
  readonly rootDirectory: string;
  readonly transitEncryption?: string;
  readonly transitEncryptionPort?: number;
  readonly authorizationConfig: {
    readonly accessPointId?: string;
    readonly iam?: string;
    readonly credentialsParameter?: string;
    readonly domain?: string;
  };
}

/** A volume as AWS writes it. */
export interface VolumeForm {
  readonly name: string;
  readonly host?: { readonly sourcePath: string };
  readonly efsVolumeConfiguration?: FileSystemForm;
  readonly fsxWindowsFileServerVolumeConfiguration?: FileSystemForm;
  readonly dockerVolumeConfiguration?: DockerVolume;
  readonly configuredAtLaunch?: boolean;
}

/** A task's volumes in AWS's form, by name. */
export function volumesForm(
  volumes: readonly Volume[],
  place: ContainerPlace,
  facts: TaskFacts,
): readonly VolumeForm[] {
  return [...volumes].sort(by(({ name }) => name)).map(({ name, hostPath, efs, fsx, docker, configuredAtLaunch }) => ({
    name,
    ...(hostPath !== undefined && { host: { sourcePath: hostPath } }),
    ...(efs && { efsVolumeConfiguration: efsForm(efs) }),
    ...(fsx && { fsxWindowsFileServerVolumeConfiguration: fsxForm(fsx, place, facts) }),
    ...(docker && { dockerVolumeConfiguration: { ...docker, scope: docker.scope ?? "task" } }),
    ...(configuredAtLaunch && { configuredAtLaunch }),
  }));
}

function efsForm(efs: EfsVolume): FileSystemForm {
  return {
    fileSystemId: efs.fileSystemId,
    rootDirectory: efs.rootDirectory ?? "/",
    transitEncryption: "ENABLED",
    transitEncryptionPort: efs.transitEncryptionPort,
    authorizationConfig: { accessPointId: efs.accessPointId, iam: efs.iam === false ? "DISABLED" : "ENABLED" },
  };
}

function fsxForm(fsx: FsxVolume, place: ContainerPlace, facts: TaskFacts): FileSystemForm {
  return {
    fileSystemId: fsx.fileSystemId,
    rootDirectory: fsx.rootDirectory ?? "\\",
    authorizationConfig: { credentialsParameter: fsx.credentials.render(place, facts), domain: fsx.domain },
  };
}

/** The same in Terraform's form. */
export function renderVolumes(volumes: readonly VolumeForm[]): EcsTaskDefinitionVolume[] {
  return volumes.map(
    ({
      name,
      host,
      efsVolumeConfiguration: efs,
      fsxWindowsFileServerVolumeConfiguration: fsx,
      dockerVolumeConfiguration: docker,
      configuredAtLaunch,
    }) => ({
      name,
      hostPath: host && terraformLiteral(host.sourcePath),
      efsVolumeConfiguration: efs && { ...efs, rootDirectory: terraformLiteral(efs.rootDirectory) },
      fsxWindowsFileServerVolumeConfiguration: fsx && {
        fileSystemId: fsx.fileSystemId,
        rootDirectory: terraformLiteral(fsx.rootDirectory),
        authorizationConfig: {
          credentialsParameter: fsx.authorizationConfig.credentialsParameter ?? "",
          domain: fsx.authorizationConfig.domain ?? "",
        },
      },
      dockerVolumeConfiguration: docker && {
        scope: docker.scope,
        autoprovision: docker.autoprovision,
        driver: docker.driver,
        driverOpts: docker.driverOptions && literals(docker.driverOptions),
        labels: docker.labels && literals(docker.labels),
      },
      configureAtLaunch: configuredAtLaunch,
    }),
  );
}

function literals(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, terraformLiteral(text)]));
}
