import type { DefaultedRange, NumberRange } from "../number-range";

/** Source: ECS API reference, HealthCheck. */
export const HEALTH_CHECK_LIMITS = {
  intervalSeconds: { from: 5, to: 300, fallback: 30 },
  timeoutSeconds: { from: 2, to: 60, fallback: 5 },
  retries: { from: 1, to: 10, fallback: 3 },
} as const satisfies Readonly<Record<string, DefaultedRange>>;

export const HEALTH_CHECK_START_PERIOD_SECONDS: NumberRange = { from: 0, to: 300 };

/** Source: ECS API reference, ContainerDefinition. 6 MiB is the least that Docker 20.10 starts a container with. */
export const CONTAINER_LIMITS = {
  startTimeoutSeconds: { from: 2 },
  stopTimeoutSeconds: { from: 2 },
  cpuUnits: { from: 0 },
  memoryMiB: { from: 6 },
  memoryReservationMiB: { from: 6 },
  gpuCount: { from: 1 },
} as const satisfies Readonly<Record<string, NumberRange>>;

export const LONGEST_TIMEOUT_ON_FARGATE = 120;

/** Source: ECS API reference, LinuxParameters. */
export const LINUX_LIMITS = {
  maxSwapMiB: { from: 0 },
  sharedMemorySizeMiB: { from: 1 },
  swappiness: { from: 0, to: 100 },
} as const satisfies Readonly<Record<string, NumberRange>>;

/** Source: ECS API reference, ContainerRestartPolicy. */
export const RESTART_ATTEMPT_PERIOD_SECONDS: NumberRange = { from: 60, to: 1800 };
export const MOST_IGNORED_EXIT_CODES = 50;

export const PORT: NumberRange = { from: 1, to: 65_535 };

/** Source: ECS developer guide, service quotas. */
export const MOST_CONTAINERS = 10;

/** Source: ECS developer guide, taskdef-envfiles. */
export const MOST_ENVIRONMENT_FILES = 10;

/** Source: ECS API reference, Ulimit. */
export const ULIMITS = [
  "core",
  "cpu",
  "data",
  "fsize",
  "locks",
  "memlock",
  "msgqueue",
  "nice",
  "nofile",
  "nproc",
  "rss",
  "rtprio",
  "rttime",
  "sigpending",
  "stack",
] as const;

/** Kernel capabilities, without `CAP_`. Source: ECS API reference, KernelCapabilities. */
export const CAPABILITIES: readonly string[] =
  "ALL AUDIT_CONTROL AUDIT_WRITE BLOCK_SUSPEND CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID IPC_LOCK IPC_OWNER KILL LEASE LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN NET_BIND_SERVICE NET_BROADCAST NET_RAW SETFCAP SETGID SETPCAP SETUID SYS_ADMIN SYS_BOOT SYS_CHROOT SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE SYS_RAWIO SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG SYSLOG WAKE_ALARM".split(
    " ",
  );

/** The log drivers of each launch type. Source: ECS API reference, LogConfiguration. */
export const FARGATE_LOG_DRIVERS: readonly string[] = ["awslogs", "splunk", "awsfirelens"];
export const LOG_DRIVERS: readonly string[] = [
  ...FARGATE_LOG_DRIVERS,
  "fluentd",
  "gelf",
  "journald",
  "json-file",
  "syslog",
  "logentries",
];

/** The retentions that CloudWatch Logs knows, in days. Source: CloudWatch Logs API reference, PutRetentionPolicy. */
export const LOG_RETENTION_DAYS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/**
 * The folders the agent of ECS Exec writes to; on a read-only root file system they must be mounted.
 * Source: aws/containers-roadmap#1359, aws-containers/amazon-ecs-exec-checker#71.
 */
export const EXEC_FOLDERS: readonly string[] = ["/managed-agents", "/var/lib/amazon/ssm", "/var/log/amazon/ssm"];

/** Where Fluent Bit's S3 output keeps what it has not sent yet, unless told otherwise. Source: Fluent Bit manual, Amazon S3. */
export const STORE_FOLDER = "/tmp/fluent-bit/s3";
