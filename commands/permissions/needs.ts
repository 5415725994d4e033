import { formatArn, type Location, s3Arn } from "../../aws/arn";
import { partitionOf } from "../../aws/partition";
import { type Attributes, documentOf, resourcesOf, type StackJson } from "./stack-json";

/** Something in a stack that needs a resource of AWS's. */
export interface Need {
  /** In words, `container app: secret DATABASE_PASSWORD` for example. */
  readonly what: string;
  /** The service whose actions it needs. */
  readonly service: string;
  readonly arn: string;
  /** Whether a customer-managed key encrypts it. */
  readonly hasKey?: boolean;
}

const ECR_IMAGE = /^(\d{12})\.dkr[.-]ecr[.-]([a-z0-9-]+)\.[^/]+\/([^:@]+)/;

/** What a stack's task definitions and queues need, read from its JSON alone. */
export function needsOf(stack: StackJson): readonly Need[] {
  const location = locationOf(stack);
  const tasks = resourcesOf(stack, "aws_ecs_task_definition");
  return [
    ...tasks.flatMap(([, task]) => containersOf(task).flatMap((container) => containerNeeds(container, location))),
    ...tasks.flatMap(([, task]) => volumeNeeds(task, location)),
    ...resourcesOf(stack, "aws_sqs_queue").map(([name, { name: queueName, kms_master_key_id: key }]) => ({
      what: `queue ${name}`,
      service: "sqs",
      hasKey: key !== undefined,
      arn: formatArn({ ...location, service: "sqs", resource: String(queueName) }),
    })),
  ];
}

/** Where a stack's provider works. */
export function locationOf(stack: StackJson): Location {
  const [provider = {}] = [stack.provider?.aws ?? {}].flat() as readonly Attributes[];
  const region = String(provider.region ?? "*");
  return { partition: partitionOf(region), region, account: String(provider.allowed_account_ids?.[0] ?? "*") };
}

function containersOf(task: Attributes): readonly Attributes[] {
  const containers = documentOf(task.container_definitions);
  return Array.isArray(containers)
    ? containers.filter((container) => typeof container === "object" && container !== null)
    : [];
}

function containerNeeds(container: Attributes, location: Location): readonly Need[] {
  const need = (what: string, arn: string): Need => ({
    what: `container ${container.name}: ${what}`,
    service: arn.split(":")[2] ?? "",
    arn,
  });
  const secrets: readonly Attributes[] = container.secrets ?? [];
  const { options = {}, secretOptions = [], logDriver } = container.logConfiguration ?? {};
  const file = container.firelensConfiguration?.options?.["config-file-value"];
  return [
    ...imageArns(container.image, location).map((arn) => need("image", arn)),
    ...secrets.flatMap(({ name, valueFrom }) =>
      secretArns(valueFrom, location).map((arn) => need(`secret ${name}`, arn)),
    ),
    ...(secretOptions as readonly Attributes[]).flatMap(({ name, valueFrom }) =>
      secretArns(valueFrom, location).map((arn) => need(`log option ${name}`, arn)),
    ),
    ...(container.repositoryCredentials
      ? [need("registry credentials", container.repositoryCredentials.credentialsParameter)]
      : []),
    ...((container.environmentFiles ?? []) as readonly Attributes[]).flatMap(({ value }) =>
      objectArns(value).map((arn) => need("environment file", arn)),
    ),
    ...(String(file).startsWith("arn:")
      ? objectArns(String(file)).map((arn) => need("FireLens configuration", arn))
      : []),
    ...(logDriver === "awslogs"
      ? logArns(options["awslogs-group"], options["awslogs-region"], location).map((arn) => need("logs", arn))
      : []),
    ...(logDriver === "awsfirelens"
      ? fireLensArns(options, location).map((arn) => need("logs through FireLens", arn))
      : []),
  ];
}

function imageArns(image: unknown, location: Location): readonly string[] {
  const [, account, region, repository] = ECR_IMAGE.exec(String(image)) ?? [];
  if (!account || !region || !repository) return [];
  return [formatArn({ ...location, account, region, service: "ecr", resource: `repository/${repository}` })];
}

/** A secret without the suffix that chooses key, stage and version, and what a parameter refers to. */
function secretArns(valueFrom: unknown, location: Location): readonly string[] {
  const text = String(valueFrom);
  const arn = text.startsWith("arn:")
    ? text.split(":").slice(0, 7).join(":")
    : formatArn({ ...location, service: "ssm", resource: `parameter/${text.replace(/^\//, "")}` });
  const [, region = location.region, referred] =
    /:ssm:([^:]*):.*parameter\/aws\/reference\/secretsmanager\/(.+)$/.exec(arn) ?? [];
  const secret =
    referred && formatArn({ ...location, region, service: "secretsmanager", resource: `secret:${referred}-??????` });
  return [arn, ...(arn.includes(":secretsmanager:") ? [`${arn}-??????`] : []), ...(secret ? [secret] : [])];
}

function objectArns(arn: string): readonly string[] {
  return [arn, arn.split("/")[0] ?? arn];
}

function logArns(group: unknown, region: unknown, location: Location): readonly string[] {
  const arn = formatArn({
    ...location,
    region: String(region ?? location.region),
    service: "logs",
    resource: `log-group:${group}`,
  });
  return [arn, `${arn}:*`];
}

function fireLensArns(options: Attributes, location: Location): readonly string[] {
  const { region = location.region, log_group_name: group, delivery_stream: delivery, stream, bucket } = options;
  const at = { ...location, region: String(region) };
  return [
    ...(group ? logArns(group, region, location) : []),
    ...(delivery ? [formatArn({ ...at, service: "firehose", resource: `deliverystream/${delivery}` })] : []),
    ...(stream ? [formatArn({ ...at, service: "kinesis", resource: `stream/${stream}` })] : []),
    ...(bucket ? [s3Arn(location, `${bucket}/*`)] : []),
  ];
}

function volumeNeeds(task: Attributes, location: Location): readonly Need[] {
  const volumes: readonly Attributes[] = [task.volume ?? []].flat();
  return volumes.flatMap(({ name, efs_volume_configuration: efs }) => {
    const { file_system_id: id } = ([efs ?? {}].flat()[0] ?? {}) as Attributes;
    const arn = formatArn({ ...location, service: "elasticfilesystem", resource: `file-system/${id}` });
    return id ? [{ what: `volume ${name}`, service: "elasticfilesystem", arn }] : [];
  });
}
