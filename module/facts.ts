import {
  CAPABILITIES,
  CONTAINER_LIMITS,
  EXEC_FOLDERS,
  FARGATE_LOG_DRIVERS,
  HEALTH_CHECK_LIMITS,
  HEALTH_CHECK_START_PERIOD_SECONDS,
  LINUX_LIMITS,
  LOG_DRIVERS,
  LOG_RETENTION_DAYS,
  LONGEST_TIMEOUT_ON_FARGATE,
  MOST_CONTAINERS,
  MOST_ENVIRONMENT_FILES,
  MOST_IGNORED_EXIT_CODES,
  PORT,
  RESTART_ATTEMPT_PERIOD_SECONDS,
  STORE_FOLDER,
  ULIMITS,
} from "../aws/ecs/container-limits";
import { logStatement, parametersStatement, pullStatements, secretsStatement } from "../aws/ecs/execution-statements";
import { fargateMemorySizes } from "../aws/ecs/fargate";
import { GUARDDUTY_ACCOUNTS, GUARDDUTY_REPOSITORY } from "../aws/ecs/guardduty-agent";
import { executeCommandNeeds } from "../aws/ecs/needs/execute-command-needs";
import {
  EC2_CPU_UNITS,
  EPHEMERAL_STORAGE_GIB,
  NOT_ON_FARGATE,
  NOT_ON_WINDOWS,
  NOT_UNDER_AWSVPC,
  OPERATING_SYSTEMS,
} from "../aws/ecs/task-limits";
import type { NumberRange } from "../aws/number-range";
import { PARTITIONS } from "../aws/partition";
import { RESOURCE_POLICY_BYTES } from "../aws/policy/quotas";
import { INLINE_POLICY_CHARACTERS, MAX_SESSION_DURATION_SECONDS } from "../aws/role-limits";
import { SECRET_NAME_ENDING, SECRET_VALUES } from "../aws/secret-shapes";
import { CONSUME_ACTIONS, MOVE_ACTIONS, SEND_ACTIONS } from "../aws/sqs/queue-actions";
import { QUEUE_ALARM_LIMITS, QUEUE_LIMITS } from "../aws/sqs/queue-limits";
import type { Fact } from "./hcl-literal";
import { memberFacts } from "./member-facts";

const SOMEWHERE = { partition: "aws", region: "eu-west-1", account: "000000000000", dnsSuffix: "amazonaws.com" };

/** What the module's templates speak of, all of it from what the constructs grant and check with. */
export function moduleFacts(typedVariables: string): Fact {
  return {
    ...memberFacts(typedVariables),
    actions: actionFacts(),
    queue: rangesBySnakeCase(QUEUE_LIMITS),
    queue_alarms: rangesBySnakeCase(QUEUE_ALARM_LIMITS),
    queue_policy_bytes: RESOURCE_POLICY_BYTES.queue,
    data_key_reuse_seconds: QUEUE_LIMITS.dataKeyReuseSeconds.fallback,
    health_check: rangesBySnakeCase({ ...HEALTH_CHECK_LIMITS, startPeriodSeconds: HEALTH_CHECK_START_PERIOD_SECONDS }),
    container_numbers: rangesBySnakeCase(CONTAINER_LIMITS),
    linux_numbers: rangesBySnakeCase(LINUX_LIMITS),
    restart_attempt_period_seconds: rangeFact(RESTART_ATTEMPT_PERIOD_SECONDS),
    most_ignored_exit_codes: MOST_IGNORED_EXIT_CODES,
    longest_timeout_on_fargate: LONGEST_TIMEOUT_ON_FARGATE,
    most_containers: MOST_CONTAINERS,
    most_environment_files: MOST_ENVIRONMENT_FILES,
    port: rangeFact(PORT),
    ulimits: ULIMITS,
    capabilities: CAPABILITIES,
    fargate_log_drivers: FARGATE_LOG_DRIVERS,
    log_drivers: LOG_DRIVERS,
    log_retention_days: LOG_RETENTION_DAYS,
    exec_folders: EXEC_FOLDERS,
    ...fargateFacts(),
    ec2_cpu_units: rangeFact(EC2_CPU_UNITS),
    ephemeral_storage_gib: rangeFact(EPHEMERAL_STORAGE_GIB),
    operating_systems: OPERATING_SYSTEMS,
    windows_families: OPERATING_SYSTEMS.filter((system) => system !== "LINUX"),
    not_on_fargate: NOT_ON_FARGATE.map(snakeCase),
    not_under_awsvpc: NOT_UNDER_AWSVPC.map(snakeCase),
    not_on_windows: NOT_ON_WINDOWS.map(snakeCase),
    store_folder: STORE_FOLDER,
    guardduty_accounts: GUARDDUTY_ACCOUNTS,
    guardduty_repository: GUARDDUTY_REPOSITORY,
    inline_policy_characters: INLINE_POLICY_CHARACTERS,
    max_session_duration_seconds: rangeFact(MAX_SESSION_DURATION_SECONDS),
    partition_regions: Object.fromEntries(PARTITIONS.map(({ partition, regions }) => [partition, re2(regions)])),
    secret_name: re2(SECRET_NAME_ENDING),
    secret_value: SECRET_VALUES.map((shape) => `(?:${re2(shape)})`).join("|"),
  };
}

/** The actions of each statement, from the functions that the constructs grant by. */
function actionFacts(): Fact {
  const [token, pull] = pullStatements([]);
  const { needs } = executeCommandNeeds({ location: SOMEWHERE, executeCommand: { logGroupName: "group" } });
  const actionsOf = (sid: string) => needs.find((need) => need.sid === sid)?.actions ?? [];
  return {
    token: token?.actions ?? [],
    pull: pull?.actions ?? [],
    write_logs: logStatement([]).actions,
    get_parameters: parametersStatement([]).actions,
    get_secrets: secretsStatement([]).actions,
    consume: sorted(CONSUME_ACTIONS),
    send: sorted(SEND_ACTIONS),
    redrive: sorted(MOVE_ACTIONS),
    exec_channels: sorted(actionsOf("ECSExecChannels")),
    exec_logs: sorted(actionsOf("ECSExecWriteLogs")),
  };
}

function fargateFacts(): Readonly<Record<string, Fact>> {
  const sizes = [...fargateMemorySizes()];
  return {
    fargate_cpu_units: sizes.map(([cpuUnits]) => cpuUnits),
    fargate_memory: Object.fromEntries(sizes.map(([cpuUnits, memory]) => [String(cpuUnits), memory])),
    fargate_memory_in_words: sizes.map(([cpuUnits, memory]) => `${cpuUnits}: ${inSteps(memory)}`).join("; "),
  };
}

/** `1024 to 4096 by 1024`, or the sizes themselves where they are few. */
function inSteps(sizes: readonly number[]): string {
  const [first = 0, second = 0] = sizes;
  return sizes.length <= 3 ? sizes.join(", ") : `${first} to ${sizes[sizes.length - 1]} by ${second - first}`;
}

function rangesBySnakeCase(ranges: Readonly<Record<string, NumberRange & { readonly fallback?: number }>>): Fact {
  return Object.fromEntries(Object.entries(ranges).map(([name, range]) => [snakeCase(name), rangeFact(range)]));
}

function rangeFact({ from, to, fallback }: NumberRange & { readonly fallback?: number }): Fact {
  return { from, to: to ?? null, ...(fallback !== undefined && { fallback }) };
}

/** `memoryReservationMiB` as HCL has it, `memory_reservation_mib`. */
export function snakeCase(name: string): string {
  return name
    .replace("MiB", "Mib")
    .replace("GiB", "Gib")
    .replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** A pattern as Terraform's engine takes it. */
function re2(pattern: RegExp): string {
  return `${pattern.flags.includes("i") ? "(?i)" : ""}${pattern.source.replaceAll("\\/", "/")}`;
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...texts].sort();
}
