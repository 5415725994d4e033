import * as fc from "fast-check";
import { ACCOUNT, key, REGION, secret, word } from "./module-values";
import { type ModuleVolume, volumesByPlace } from "./module-volumes";

/** What the Terraform module is given for one service, as JSON. */
export interface ModuleService {
  readonly containers: Readonly<Record<string, ModuleContainer>>;
  readonly queues: Readonly<Record<string, ModuleQueue>>;
  readonly existing_queues: Readonly<Record<string, ExistingModuleQueue>>;
  readonly volumes: Readonly<Record<string, ModuleVolume>>;
  readonly execute_command: Readonly<Record<string, string>> | null;
  readonly kms_key_alias: string | null;
  readonly guardduty_agent: boolean;
  readonly launch_type: "FARGATE" | "EC2";
  readonly operating_system_family: "LINUX" | "WINDOWS_SERVER_2022_CORE";
  readonly network_mode: string;
  readonly cpu_units: number;
  readonly memory_mib: number;
  readonly ephemeral_storage_gib: number | null;
}

export interface ModuleContainer {
  readonly image: string;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly secret_kms_keys?: Readonly<Record<string, string | null>>;
  readonly pull_through_cache?: { readonly create_repository: boolean };
  readonly repository_credentials?: { readonly secret_arn: string; readonly kms_key?: string };
  readonly environment_files?: readonly string[];
  readonly environment_file_kms_keys?: Readonly<Record<string, string>>;
  readonly credential_spec?: ModuleCredentialSpec;
  readonly depends_on?: Readonly<Record<string, string>>;
  readonly logging?: Readonly<Record<string, unknown>>;
  readonly ulimits?: Readonly<Record<string, object>>;
  readonly mount_points?: Readonly<Record<string, { readonly volume: string; readonly read_only?: boolean }>>;
  readonly system_controls?: Readonly<Record<string, string>>;
  readonly linux_parameters?: Readonly<Record<string, unknown>>;
  readonly extra_hosts?: Readonly<Record<string, string>>;
  readonly [member: string]: unknown;
}

export interface ModuleCredentialSpec {
  readonly source: string;
  readonly kms_key?: string;
  readonly domainless_user: string;
}

export interface ModuleQueue {
  readonly fifo?: boolean;
  readonly dead_letter_queue?: boolean;
  readonly kms_key?: string;
  readonly consume?: boolean;
  readonly send?: boolean;
  readonly redrive?: boolean;
  readonly senders?: Readonly<Record<string, readonly string[]>>;
  readonly alarms?: { readonly topic_arn: string };
  readonly [member: string]: unknown;
}

export interface ExistingModuleQueue {
  readonly name: string;
  readonly kms_key?: string;
  readonly dead_letter_queue_name?: string;
  readonly consume?: boolean;
  readonly send?: boolean;
  readonly redrive?: boolean;
}

const repository = fc.stringMatching(/^[a-z][a-z0-9]{1,9}$/);
const number = (from: number, to: number) => fc.integer({ min: from, max: to });

const secrets = fc.dictionary(fc.stringMatching(/^[A-Z]{3,8}$/), secret, { minKeys: 1, maxKeys: 3 });

const image: fc.Arbitrary<ModuleContainer> = fc.oneof<fc.Arbitrary<ModuleContainer>[]>(
  fc.constant({ image: "public.ecr.aws/nginx/nginx:1.27" }),
  repository.map((name) => ({ image: `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/team/${name}:1.0.0` })),
  repository.map((name) => ({ image: `111111111111.dkr.ecr.us-east-1.amazonaws.com/${name}:1.0.0` })),
  fc.tuple(repository, fc.boolean()).map(([name, create_repository]) => ({
    image: `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/cache/${name}:1.0.0`,
    pull_through_cache: { create_repository },
  })),
  fc.option(key, { nil: undefined }).map((kms_key) => ({
    image: "registry.example.com/team/app:1.0.0",
    repository_credentials: withoutUndefined({
      secret_arn: `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:registry-AbCd12`,
      kms_key,
    }) as { readonly secret_arn: string; readonly kms_key?: string },
  })),
);

const port = fc.record(
  {
    container_port: number(1, 65_535),
    protocol: fc.constantFrom("tcp", "udp"),
    name: fc.stringMatching(/^[a-z]{6,12}$/),
  },
  { requiredKeys: ["container_port"] },
);
const range = number(1, 60_000).map((from) => ({ container_port_range: `${from}-${from + 10}` }));
const ports = fc.uniqueArray(fc.oneof(port, range), {
  maxLength: 3,
  selector: (each) => ("container_port" in each ? String(each.container_port) : each.container_port_range),
});

const logging = fc.oneof(
  fc
    .record(
      {
        log_group_name: word.map((name) => `/my/${name}`),
        create_group: fc.boolean(),
        region: fc.constant("eu-central-1"),
        stream_prefix: word,
        datetime_format: fc.constant("%Y-%m-%d"),
        mode: fc.constantFrom("blocking", "non-blocking"),
      },
      { requiredKeys: [] },
    )
    .map(({ region, ...options }) => ({
      ...options,
      ...(options.log_group_name !== undefined && region && { region }),
    })),
  fc.record({
    driver: fc.constant("splunk"),
    options: fc.constant({ "splunk-url": "https://splunk.example.com" }),
    secret_options: secret.map((place) => ({ "splunk-token": place })),
  }),
);

const credentialSpec = fc.record(
  { source: fc.oneof(secret, fc.constant("arn:aws:s3:::my-bucket/spec.json")), domainless_user: secret, kms_key: key },
  { requiredKeys: ["source", "domainless_user"] },
);

const linuxParameters = fc.record(
  {
    capabilities: fc.record(
      { add: fc.constant(["SYS_PTRACE"]), drop: fc.uniqueArray(fc.constantFrom("NET_RAW", "CHOWN", "ALL")) },
      { requiredKeys: [] },
    ),
    init_process_enabled: fc.boolean(),
  },
  { requiredKeys: [] },
);

const container = fc
  .tuple(
    image,
    fc.record(
      {
        command: fc.array(word, { minLength: 1, maxLength: 3 }),
        entry_point: fc.array(word, { minLength: 1, maxLength: 2 }),
        environment: fc.dictionary(fc.stringMatching(/^[A-Z]{9,12}$/), fc.string({ maxLength: 20 }), { maxKeys: 3 }),
        secrets,
        environment_files: fc.uniqueArray(
          word.map((name) => `arn:aws:s3:::my-bucket/${name}.env`),
          { minLength: 1, maxLength: 3 },
        ),
        environment_file_kms_keys: key.map((each) => ({ "*": each })),
        credential_spec: credentialSpec,
        ports,
        health_check: fc.record(
          {
            command: fc.constantFrom(["CMD", "true"], ["CMD-SHELL", "curl -f http://localhost || exit 1"]),
            interval_seconds: number(5, 300),
            timeout_seconds: number(2, 60),
            retries: number(1, 10),
            start_period_seconds: number(0, 300),
          },
          { requiredKeys: ["command"] },
        ),
        logging,
        readonly_root_filesystem: fc.constant(false),
        user: fc.constantFrom("1000", "1000:1000", "app"),
        working_directory: fc.constant("/srv"),
        start_timeout_seconds: number(2, 120),
        stop_timeout_seconds: number(2, 120),
        ulimits: fc.dictionary(
          fc.constantFrom("nofile", "nproc", "core"),
          fc.constantFrom({ soft_limit: 10, hard_limit: 20 }, { soft_limit: -1, hard_limit: -1 }),
        ),
        system_controls: fc.constantFrom({}, { "net.core.somaxconn": "1024", "net.ipv4.tcp_keepalive_time": "500" }),
        linux_parameters: linuxParameters,
        restart_policy: fc.record(
          { enabled: fc.boolean(), ignored_exit_codes: fc.array(number(0, 255), { maxLength: 3 }) },
          { requiredKeys: ["enabled"] },
        ),
        cpu_units: number(0, 64),
        memory_mib: number(200, 400),
        memory_reservation_mib: number(6, 100),
        docker_labels: fc.dictionary(word, word, { maxKeys: 2 }),
        interactive: fc.boolean(),
        pseudo_terminal: fc.boolean(),
        version_consistency: fc.constantFrom("enabled", "disabled"),
      },
      { requiredKeys: [] },
    ),
    fc.option(key, { nil: undefined }),
  )
  .map(([pulled, members, secretKey]): ModuleContainer => {
    const keyed: Partial<ModuleContainer> = secretKey && members.secrets ? { secret_kms_keys: { "*": secretKey } } : {};
    return { ...pulled, ...members, ...keyed } as ModuleContainer;
  });

const topic = word.map((name) => `arn:aws:sns:${REGION}:${ACCOUNT}:${name}`);
const queue = fc
  .record(
    {
      fifo: fc.boolean(),
      visibility_timeout_seconds: number(0, 43_200),
      retention_seconds: number(60, 1_000_000),
      delay_seconds: number(0, 900),
      receive_wait_time_seconds: number(0, 20),
      max_message_size_bytes: number(1024, 262_144),
      kms_key: key,
      dead_letter_queue: fc.boolean(),
      max_receive_count: number(1, 1000),
      consume: fc.boolean(),
      send: fc.boolean(),
      redrive: fc.boolean(),
      tags: fc.dictionary(word, word, { maxKeys: 2 }),
      principals: fc.uniqueArray(
        fc.constantFrom("arn:aws:iam::111111111111:root", "arn:aws:iam::222222222222:role/sender"),
      ),
      alarms: fc.record(
        { topic_arn: topic, oldest_message_age_seconds: number(60, 1000), deadLetters: number(1, 10) },
        { requiredKeys: ["topic_arn"] },
      ),
    },
    { requiredKeys: [] },
  )
  .map(({ principals, alarms, ...members }): ModuleQueue => {
    const isAlone = members.dead_letter_queue === false;
    const { deadLetters, ...alarm } = alarms ?? { topic_arn: "" };
    return {
      ...members,
      ...(isAlone && { redrive: false }),
      ...(principals && { senders: { principal_arns: principals } }),
      ...(alarms && { alarms: { ...alarm, ...(deadLetters !== undefined && { dead_letter_messages: deadLetters }) } }),
    };
  });

const existingQueue = fc.record(
  {
    name: word.map((name) => `existing-${name}`),
    kms_key: key,
    consume: fc.boolean(),
    send: fc.boolean(),
  },
  { requiredKeys: ["name"] },
);

const exec = fc
  .record(
    {
      log_group_name: fc.constant("/ecs/exec"),
      bucket_name: fc.constant("exec-bucket"),
      bucket_kms_key: key,
      key_prefix: fc.constant("sessions/"),
      kms_key: key,
    },
    { requiredKeys: [] },
  )
  .map(({ bucket_kms_key, ...others }) => ({
    ...others,
    ...(others.bucket_name !== undefined && bucket_kms_key !== undefined && { bucket_kms_key }),
  }));

/** Where a log router sends, as its users write it. */
const route = fc
  .constantFrom<Readonly<Record<string, string>>>(
    { Name: "cloudwatch_logs", log_group_name: "/my/$(container)", auto_create_group: "true", log_retention_days: "7" },
    { name: "cloudwatch", log_group_name: "/my/group", region: "eu-central-1", log_stream_prefix: "x" },
    { Name: "kinesis_firehose", delivery_stream: "my-stream" },
    { Name: "kinesis_streams", stream: "my-stream", role_arn: `arn:aws:iam::${ACCOUNT}:role/router` },
    { Name: "kinesis", stream: "my-stream" },
    { Name: "S3", bucket: "my-logs", total_file_size: "1M" },
    { Name: "opensearch", Host: "search-logs-abcdefghijklmnopqrstuvwxyz.eu-west-1.es.amazonaws.com", AWS_Auth: "On" },
    { Name: "es", Host: "abc123.eu-west-1.aoss.amazonaws.com", AWS_Auth: "On" },
    { Name: "datadog", Host: "http-intake.logs.datadoghq.com" },
  )
  .chain((options) => fc.tuple(fc.constant(options), fc.option(key, { nil: undefined })))
  .map(([options, bucket_kms_key]) => ({
    driver: "awsfirelens",
    options,
    ...(options.Name === "S3" && bucket_kms_key !== undefined && { bucket_kms_key }),
  }));
const LOG_ROUTER: ModuleContainer = {
  image: "public.ecr.aws/aws-observability/aws-for-fluent-bit:2.32.0",
  firelens: { type: "fluentbit" },
  readonly_root_filesystem: false,
  environment: { aws_fluent_bit_init_s3_1: "arn:aws:s3:::my-bucket/extra.conf" },
};

/** Every valid service that the module and the constructs can both say. */
export const moduleServices: fc.Arbitrary<ModuleService> = fc
  .record({
    app: container,
    sidecar: fc.option(container, { nil: undefined }),
    waits: fc.boolean(),
    queues: fc.dictionary(word, queue, { maxKeys: 3 }),
    existing_queues: fc.dictionary(
      word.map((name) => `x${name}`),
      existingQueue,
      { maxKeys: 1 },
    ),
    volumes: volumesByPlace,
    onWindows: fc.boolean(),
    route: fc.option(route),
    guardduty: fc.boolean(),
    readOnly: fc.boolean(),
    execute_command: fc.option(exec),
    kms_key_alias: fc.option(fc.constant("alias/everything")),
    onEc2: fc.constantFrom(undefined, undefined, "awsvpc", "bridge", "host"),
    ephemeral: fc.option(number(21, 200)),
  })
  .map(({ app, sidecar, waits, route, guardduty, readOnly, onEc2, onWindows, ephemeral, ...task }): ModuleService => {
    const windows = onWindows && onEc2 === "awsvpc";
    const volumes = task.volumes[windows ? "windows" : onEc2 ? "ec2" : "fargate"];
    const mounts = Object.keys(volumes).map((name) => [`/mnt/${name}`, { volume: name, read_only: readOnly }]);
    const fitted = (each: ModuleContainer) => {
      const { ports, ...others } = windows ? withoutLinux(each) : each;
      const open = task.execute_command ? { readonly_root_filesystem: false } : {};
      const keepsPorts = onEc2 !== "host" || !JSON.stringify(ports ?? []).includes("range");
      return { ...others, ...(ports !== undefined && keepsPorts && { ports }), ...open };
    };
    const containers = {
      ...(route && { log_router: LOG_ROUTER }),
      app: {
        ...fitted(app),
        ...(route && { logging: route }),
        ...(mounts.length > 0 && { mount_points: Object.fromEntries(mounts) }),
      },
      ...(sidecar && {
        sidecar: {
          ...fitted({ ...sidecar, ports: [] }),
          ...(waits && { essential: false, depends_on: { app: "START" } }),
        },
      }),
    };
    return {
      ...task,
      containers,
      volumes,
      guardduty_agent: guardduty && !onEc2,
      operating_system_family: windows ? "WINDOWS_SERVER_2022_CORE" : "LINUX",
      launch_type: onEc2 ? "EC2" : "FARGATE",
      network_mode: onEc2 ?? "awsvpc",
      cpu_units: 256,
      memory_mib: 512,
      ephemeral_storage_gib: onEc2 ? null : ephemeral,
    };
  })
  .filter(({ queues, existing_queues }) =>
    Object.values(existing_queues).every(({ name }) => !Object.keys(queues).includes(name)),
  );

/** A container as Windows takes it. */
function withoutLinux({ ulimits: _, linux_parameters: __, ...others }: ModuleContainer): ModuleContainer {
  return others as ModuleContainer;
}

function withoutUndefined(members: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
