import type { TaskForm } from "../../aws/ecs/task-form";
import type { Values } from "../plan/plan";

/**
 * A task definition as AWS writes it, from the attributes of Terraform's `aws_ecs_task_definition`; `containers` is its
 * `container_definitions`, parsed.
 */
export function taskForm(attributes: Values, containers: unknown): TaskForm {
  const launchTypes = attributes.requires_compatibilities;
  return {
    containers,
    volumes: blocks(attributes.volume).map(volumeForm),
    ...(Array.isArray(launchTypes) && { launchTypes: launchTypes.map(String) }),
  };
}

function volumeForm(volume: Values): object {
  const [efs] = blocks(volume.efs_volume_configuration);
  const [fsx] = blocks(volume.fsx_windows_file_server_volume_configuration);
  return {
    name: volume.name,
    ...(efs && { efsVolumeConfiguration: fileSystemForm(efs) }),
    ...(fsx && { fsxWindowsFileServerVolumeConfiguration: fileSystemForm(fsx) }),
  };
}

function fileSystemForm(configuration: Values): object {
  const [authorization = {}] = blocks(configuration.authorization_config);
  const { iam, access_point_id: accessPointId, credentials_parameter: credentialsParameter } = authorization;
  return {
    fileSystemId: configuration.file_system_id,
    authorizationConfig: { iam, accessPointId, credentialsParameter },
  };
}

/** Terraform writes a block as an object, or as a list of objects. */
function blocks(value: unknown): readonly Values[] {
  return [value ?? []].flat().filter((block): block is Values => typeof block === "object" && block !== null);
}

const SERVICES = [
  { service: "ssm", type: /^\$\{(?:data\.)?aws_ssm_parameter\./ },
  { service: "secretsmanager", type: /^\$\{(?:data\.)?aws_secretsmanager_secret(?:_version)?\./ },
] as const;

/** The service of each text of a task definition that starts with another resource's attribute, by the resource's type. */
export function referredServices(value: unknown): Readonly<Record<string, "ssm" | "secretsmanager">> {
  if (typeof value === "string") {
    const found = SERVICES.find(({ type }) => type.test(value));
    return found ? { [value]: found.service } : {};
  }
  if (typeof value !== "object" || value === null) return {};
  return Object.assign({}, ...Object.values(value).map(referredServices));
}
