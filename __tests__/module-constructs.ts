import {
  type Container,
  CredentialSpec,
  type EfsVolume,
  type EnvironmentStack,
  type FsxVolume,
  Image,
  KmsKey,
  type LinuxParameters,
  Logging,
  Queue,
  type QueueAlarmsProps,
  RolePair,
  Secret,
  TaskDefinition,
  type Ulimit,
} from "../constructs";
import type {
  ExistingModuleQueue,
  ModuleContainer,
  ModuleCredentialSpec,
  ModuleQueue,
  ModuleService,
} from "./module-service";
import type { ModuleVolume } from "./module-volumes";

/** The constructs that say what the module's input says. */
export function constructsOf(stack: EnvironmentStack, family: string, service: ModuleService): void {
  const roles = new RolePair(stack, "roles", { name: family });
  for (const [key, given] of Object.entries(service.queues)) {
    const queue = queueOf(stack, family, key, given);
    if (given.consume ?? true) queue.grantConsume(roles.task);
    if (given.send ?? true) queue.grantSend(roles.task);
    if (given.redrive) queue.grantRedrive(roles.task);
    for (const arn of given.senders?.principal_arns ?? []) queue.allowSendFromPrincipal(arn);
  }
  for (const [key, given] of Object.entries(service.existing_queues)) existingQueueOf(stack, key, given, roles);
  new TaskDefinition(stack, "task", {
    family,
    roles,
    launchType: service.launch_type,
    operatingSystemFamily: service.operating_system_family,
    networkMode: service.network_mode as "awsvpc",
    cpuUnits: service.cpu_units,
    memoryMiB: service.memory_mib,
    ephemeralStorageGiB: service.ephemeral_storage_gib ?? undefined,
    containers: Object.entries(service.containers).map(([name, each]) => containerOf(name, each, service)),
    volumes: Object.entries(service.volumes).map(([name, each]) => volumeOf(name, each, service)),
    guardDuty: service.guardduty_agent,
    executeCommand: service.execute_command
      ? {
          ...camelCased(without(service.execute_command, "kms_key", "bucket_kms_key")),
          key: keyOf(service.execute_command.kms_key),
          bucketKey: keyOf(service.execute_command.bucket_kms_key),
        }
      : undefined,
  });
}

function queueOf(stack: EnvironmentStack, family: string, key: string, given: ModuleQueue): Queue {
  const { fifo, tags, alarms, dead_letter_queue: hasDeadLetterQueue = true } = given;
  const numbers = without(
    given,
    "fifo",
    "tags",
    "alarms",
    "dead_letter_queue",
    "kms_key",
    "consume",
    "send",
    "redrive",
    "senders",
    "max_receive_count",
  );
  return new Queue(stack, `queue-${key}`, {
    ...camelCased(numbers),
    queueName: `${family}-${key}${fifo ? ".fifo" : ""}`,
    fifo,
    key: keyOf(given.kms_key),
    tags: tags as Record<string, string>,
    alarms: alarms && (camelCased(alarms) as unknown as QueueAlarmsProps),
    ...(hasDeadLetterQueue
      ? { deadLetterQueue: { maxReceiveCount: given.max_receive_count as number } }
      : { noDeadLetterQueueBecause: "the service is generated" }),
  });
}

function existingQueueOf(stack: EnvironmentStack, key: string, given: ExistingModuleQueue, roles: RolePair): void {
  const queue = Queue.fromName(stack, `existing-${key}`, given.name, { key: keyOf(given.kms_key) });
  if (given.consume) queue.grantConsume(roles.task);
  if (given.send) queue.grantSend(roles.task);
}

function volumeOf(
  name: string,
  { efs, fsx, docker, configured_at_launch: atLaunch }: ModuleVolume,
  service: ModuleService,
) {
  return {
    name,
    efs: efs && (camelCased(efs) as unknown as EfsVolume),
    fsx:
      fsx &&
      ({
        ...camelCased(without(fsx, "credentials", "credentials_kms_key")),
        credentials: secretOf(
          fsx.credentials,
          String(fsx.credentials_kms_key ?? service.kms_key_alias ?? "") || undefined,
        ),
      } as unknown as FsxVolume),
    docker: docker && {
      ...camelCased(without(docker, "driver_options", "labels")),
      driverOptions: docker.driver_options as never,
      labels: docker.labels as never,
    },
    configuredAtLaunch: atLaunch,
  };
}

function credentialSpecOf(given: ModuleCredentialSpec, defaultKey: string | undefined): CredentialSpec {
  const domainlessUser = secretOf(given.domainless_user, defaultKey);
  return given.source.includes(":s3:")
    ? CredentialSpec.fromS3(given.source, { key: keyOf(given.kms_key), domainlessUser })
    : CredentialSpec.fromSecret(secretOf(given.source, given.kms_key ?? defaultKey), { domainlessUser });
}

function containerOf(name: string, given: ModuleContainer, service: ModuleService): Container {
  const { secrets, secret_kms_keys: keys, repository_credentials: credentials, logging, depends_on: dependsOn } = given;
  const plain = without(
    given,
    ...["image", "pull_through_cache", "secrets", "secret_kms_keys", "repository_credentials", "logging", "depends_on"],
    ...["environment_files", "environment_file_kms_keys", "credential_spec"],
    ...["environment", "docker_labels", "ulimits", "mount_points", "system_controls", "linux_parameters", "ports"],
  );
  const key = keys?.["*"] ?? service.kms_key_alias ?? undefined;
  return {
    ...camelCased(plain),
    name,
    image: imageOf(given),
    environmentFiles: given.environment_files?.map((objectArn) => {
      const fileKey = keyOf(given.environment_file_kms_keys?.["*"]);
      return fileKey ? { objectArn, key: fileKey } : objectArn;
    }),
    credentialSpec:
      given.credential_spec && credentialSpecOf(given.credential_spec, service.kms_key_alias ?? undefined),
    environment: given.environment as Record<string, string>,
    dockerLabels: given.docker_labels as Record<string, string>,
    secrets: secrets && secretsOf(secrets, key),
    repositoryCredentials: credentials && {
      secretArn: credentials.secret_arn,
      key: keyOf(credentials.kms_key ?? service.kms_key_alias ?? undefined),
    },
    logging: logging && loggingOf(logging, service.kms_key_alias ?? undefined),
    dependsOn:
      dependsOn &&
      Object.entries(dependsOn).map(([containerName, condition]) => ({
        containerName,
        condition: condition as "START",
      })),
    ports: (given.ports as Record<string, unknown>[] | undefined)?.map((port) => camelCased(port)),
    ulimits:
      given.ulimits && Object.entries(given.ulimits).map(([limit, u]) => ({ name: limit, ...camelCased(u) }) as Ulimit),
    mountPoints:
      given.mount_points &&
      Object.entries(given.mount_points).map(([containerPath, { volume, read_only: readOnly }]) => ({
        containerPath,
        sourceVolume: volume,
        readOnly,
      })),
    systemControls:
      given.system_controls &&
      Object.entries(given.system_controls).map(([namespace, value]) => ({ namespace, value })),
    linuxParameters: given.linux_parameters && (camelCased(given.linux_parameters) as LinuxParameters),
  };
}

function imageOf({ image, pull_through_cache: cache }: ModuleContainer): Image {
  const [, account, region, repository = "", tag] =
    /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.[^/]+\/(.+):(.+)$/.exec(image) ?? [];
  if (account === undefined) return Image.fromRegistry(image);
  const pullThroughCache = cache && { createRepository: cache.create_repository };
  return Image.fromEcr(repository, { tag, account, region, pullThroughCache });
}

function loggingOf(logging: Readonly<Record<string, unknown>>, key: string | undefined): Logging {
  const { driver, options, secret_options: secretOptions, bucket_kms_key: bucketKey } = logging;
  if (driver === undefined) return Logging.awsLogs(camelCased(logging));
  if (driver === "awsfirelens")
    return Logging.fireLens({ options: options as Record<string, string>, bucketKey: keyOf(bucketKey as string) });
  return Logging.fromDriver(driver as string, {
    options: options as Record<string, string>,
    secretOptions: secretsOf(secretOptions as Record<string, string>, key),
  });
}

function secretsOf(
  places: Readonly<Record<string, string>>,
  key: string | undefined,
): Readonly<Record<string, Secret>> {
  return Object.fromEntries(Object.entries(places).map(([name, place]) => [name, secretOf(place, key)]));
}

function secretOf(place: string, secretKey: string | undefined): Secret {
  const options = { key: keyOf(secretKey) };
  if (place.includes(":secretsmanager:")) return Secret.fromSecretsManager(place, options);
  const [service, name = "", jsonKey = ""] = place.split(":");
  return service === "secretsmanager"
    ? Secret.fromSecretsManager(name, { ...options, jsonKey: jsonKey || undefined })
    : Secret.fromParameter(place, options);
}

function keyOf(key: string | undefined): KmsKey | undefined {
  if (key === undefined) return undefined;
  return key.startsWith("alias/") ? KmsKey.fromAlias(key) : KmsKey.fromArn(key);
}

function without(members: object, ...names: readonly string[]): object {
  return Object.fromEntries(Object.entries(members).filter(([name]) => !names.includes(name)));
}

/** `memory_mib` as TypeScript has it, `memoryMiB`, in the object and the objects in it. */
function camelCased(members: object): Record<string, never> {
  const entries = Object.entries(members).map(([name, value]) => [
    name
      .replace(/_(mib|gib)\b/, (_, unit) => `${unit[0].toUpperCase()}iB`)
      .replace(/_([a-z])/g, (_, letter) => letter.toUpperCase()),
    typeof value === "object" && value !== null && !Array.isArray(value) ? camelCased(value) : value,
  ]);
  return Object.fromEntries(entries);
}
