import {
  type Container,
  type EfsVolume,
  type EnvironmentStack,
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
import type { ExistingModuleQueue, ModuleContainer, ModuleQueue, ModuleService } from "./module-service";

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
    networkMode: service.network_mode as "awsvpc",
    cpuUnits: service.cpu_units,
    memoryMiB: service.memory_mib,
    ephemeralStorageGiB: service.ephemeral_storage_gib ?? undefined,
    containers: Object.entries(service.containers).map(([name, each]) => containerOf(name, each, service)),
    volumes: Object.entries(service.volumes).map(([name, { efs }]) => ({
      name,
      efs: efs && (camelCased(efs) as unknown as EfsVolume),
    })),
    guardDuty: service.guardduty_agent,
    executeCommand: service.execute_command
      ? { ...camelCased(without(service.execute_command, "kms_key")), key: keyOf(service.execute_command.kms_key) }
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

function containerOf(name: string, given: ModuleContainer, service: ModuleService): Container {
  const { secrets, secret_kms_keys: keys, repository_credentials: credentials, logging, depends_on: dependsOn } = given;
  const plain = without(
    given,
    ...["image", "pull_through_cache", "secrets", "secret_kms_keys", "repository_credentials", "logging", "depends_on"],
    ...["environment", "docker_labels", "ulimits", "mount_points", "system_controls", "linux_parameters", "ports"],
  );
  const key = keys?.["*"] ?? service.kms_key_alias ?? undefined;
  return {
    ...camelCased(plain),
    name,
    image: imageOf(given),
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
  const { driver, options, secret_options: secretOptions } = logging;
  if (driver === undefined) return Logging.awsLogs(camelCased(logging));
  if (driver === "awsfirelens") return Logging.fireLens({ options: options as Record<string, string> });
  return Logging.fromDriver(driver as string, {
    options: options as Record<string, string>,
    secretOptions: secretsOf(secretOptions as Record<string, string>, key),
  });
}

function secretsOf(
  places: Readonly<Record<string, string>>,
  key: string | undefined,
): Readonly<Record<string, Secret>> {
  const options = { key: keyOf(key) };
  const secretOf = (place: string) =>
    place.includes(":secretsmanager:")
      ? Secret.fromSecretsManager(place, options)
      : Secret.fromParameter(place, options);
  return Object.fromEntries(Object.entries(places).map(([name, place]) => [name, secretOf(place)]));
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
