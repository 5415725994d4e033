import { FARGATE_LOG_DRIVERS, LOG_DRIVERS, LOG_RETENTION_DAYS, STORE_FOLDER } from "../../aws/ecs/container-limits";
import { LOG_GROUP_NAME } from "../../aws/log-group";
import { problem } from "../../aws/messages";
import { regionName } from "../environment/environment-rules";
import { type KmsKey, keyRule } from "../roles/kms-key";
import {
  boolean,
  checkMembers,
  line,
  matching,
  oneOf,
  type RulesOf,
  record,
  required,
  rule,
} from "../validation/rules";
import type { ContainerPlace } from "./container-place";
import { type Secret, secretRule } from "./secret";
import type { TaskFacts } from "./task-facts";
import { renderSecrets } from "./variables";

/** How a container's output reaches CloudWatch Logs. */
export interface AwsLogsOptions {
  /**
   * A log group that exists, or that `createGroup` creates.
   * @default - the task definition's own log group, which it creates with a stated retention
   */
  readonly logGroupName?: string;
  /**
   * Whether the agent creates the group when it is missing (without a retention). Grants `logs:CreateLogGroup`.
   * @default false
   */
  readonly createGroup?: boolean;
  /** The region of a log group that is named here. @default - the environment's region */
  readonly region?: string;
  /**
   * The first part of each stream's name, `<prefix>/<container>/<task id>`.
   * @default "ecs"
   */
  readonly streamPrefix?: string;
  /** A regular expression that starts a message of several lines. @default - each line is a message */
  readonly multilinePattern?: string;
  /** A strftime pattern that starts a message of several lines. @default - each line is a message */
  readonly datetimeFormat?: string;
  /**
   * Whether the application waits (`blocking`) or loses messages (`non-blocking`) while logs cannot be sent.
   * @default - the account's setting
   */
  readonly mode?: "blocking" | "non-blocking";
  /** With `non-blocking`: how much is kept meanwhile, `25m` for example. @default - Docker's */
  readonly maxBufferSize?: string;
}

/** What a log driver is told. */
export interface LogDriverOptions {
  /** The driver's own options. @default - none */
  readonly options?: Readonly<Record<string, string>>;
  /** Options whose values are secrets; granted to the execution role as container secrets are. @default - none */
  readonly secretOptions?: Readonly<Record<string, Secret>>;
  /** The customer-managed key of the bucket that FireLens writes to. @default - the key that AWS manages */
  readonly bucketKey?: KmsKey;
}

export const logGroupNameRule = matching(LOG_GROUP_NAME, "be 1 to 512 letters, digits or . _ / # -");
export const retentionDaysRule = oneOf(LOG_RETENTION_DAYS);

/** Where a container's output goes. */
export abstract class Logging {
  /**
   * To CloudWatch Logs. Grants the execution role `logs:CreateLogStream` and `logs:PutLogEvents` in the log group,
   * and with `createGroup` also `logs:CreateLogGroup` on it.
   */
  static awsLogs(options: AwsLogsOptions = {}): Logging {
    return new AwsLogs(options);
  }

  /**
   * To the task's FireLens container. Destinations of AWS's own are granted to the task role, which the router uses: a
   * name with a template in it on whatever that may become, and with `role_arn` that role alone.
   */
  static fireLens(options: LogDriverOptions = {}): Logging {
    return new LogDriver("awsfirelens", options);
  }

  /** To another Docker log driver; on Fargate only `splunk`. Grants what the secret options need. */
  static fromDriver(driver: string, options: LogDriverOptions = {}): Logging {
    return new LogDriver(driver, options);
  }

  /** Whether it needs a FireLens container. */
  readonly usesFireLens: boolean = false;

  /**
   * The folders in which the router keeps what it has not sent yet.
   * @internal
   */
  get fireLensStore(): readonly string[] {
    return [];
  }

  /**
   * What is wrong with it.
   * @internal
   */
  abstract check(place: ContainerPlace, at: string): readonly string[];

  /**
   * The container's `logConfiguration`.
   * @internal
   */
  abstract render(place: ContainerPlace, facts: TaskFacts): object;
}

class AwsLogs extends Logging {
  private readonly options: AwsLogsOptions;

  constructor(options: AwsLogsOptions | undefined) {
    super();
    this.options = options ?? {};
  }

  check({ location }: ContainerPlace, at: string): readonly string[] {
    const { maxBufferSize, mode, region, logGroupName } = this.options;
    const isElsewhere = region !== undefined && region !== location.region && logGroupName === undefined;
    return [
      ...checkMembers(this.options, awsLogsRules, at),
      ...(maxBufferSize === undefined || mode === "non-blocking"
        ? []
        : [problem(`${at}.maxBufferSize`, "stand beside mode non-blocking", maxBufferSize)]),
      ...(isElsewhere
        ? [
            problem(
              `${at}.region`,
              "stand beside a logGroupName",
              region,
              `the task's own log group is in ${location.region}`,
            ),
          ]
        : []),
    ];
  }

  render({ location, logGroupName }: ContainerPlace, facts: TaskFacts): object {
    const { options } = this;
    if (options.logGroupName === undefined && !options.createGroup) facts.usesTaskLogGroup = true;
    return {
      logDriver: "awslogs",
      options: {
        "awslogs-create-group": options.createGroup ? "true" : undefined,
        "awslogs-datetime-format": options.datetimeFormat,
        "awslogs-group": options.logGroupName ?? logGroupName,
        "awslogs-multiline-pattern": options.multilinePattern,
        "awslogs-region": options.region ?? location.region,
        "awslogs-stream-prefix": options.streamPrefix ?? "ecs",
        "max-buffer-size": options.maxBufferSize,
        mode: options.mode,
      },
    };
  }
}

const awsLogsRules: RulesOf<AwsLogsOptions> = {
  logGroupName: logGroupNameRule,
  createGroup: boolean,
  region: regionName,
  streamPrefix: matching(/^[^:*\s]{1,512}$/, "be 1 to 512 characters without : or *"),
  multilinePattern: line,
  datetimeFormat: line,
  mode: oneOf(["blocking", "non-blocking"]),
  maxBufferSize: matching(/^\d+[bkmg]?$/i, "be a size such as 25m"),
};

class LogDriver extends Logging {
  override readonly usesFireLens: boolean;
  private readonly driverOptions: LogDriverOptions;

  constructor(
    private readonly driver: string,
    driverOptions: LogDriverOptions | undefined,
  ) {
    super();
    this.driverOptions = driverOptions ?? {};
    this.usesFireLens = driver === "awsfirelens";
  }

  override get fireLensStore(): readonly string[] {
    const { name, store_dir: folder = STORE_FOLDER } = this.fireLensOptions;
    return name?.toLowerCase() === "s3" ? [folder] : [];
  }

  /** Its options by their names in lower case, as Fluent Bit reads them. */
  private get fireLensOptions(): Readonly<Record<string, string>> {
    const { options = {} } = this.driverOptions;
    if (!this.usesFireLens) return {};
    return Object.fromEntries(Object.entries(options).map(([name, value]) => [name.toLowerCase(), value]));
  }

  check(place: ContainerPlace, at: string): readonly string[] {
    const { options = {}, secretOptions = {}, bucketKey } = this.driverOptions;
    const drivers = place.fargate ? FARGATE_LOG_DRIVERS : LOG_DRIVERS;
    const twice = Object.keys(secretOptions).filter((name) => Object.hasOwn(options, name));
    return [
      ...required(oneOf(drivers))(this.driver, `${at}.driver`),
      ...(this.driver === "awslogs"
        ? [`'${at}' names the awslogs driver by hand: use Logging.awsLogs, which grants what it needs`]
        : []),
      ...checkMembers(this.driverOptions, logDriverRules(place), at),
      ...twice.map((name) => problem(`${at}.secretOptions.${name}`, "not stand in 'options' too", name)),
      ...(bucketKey !== undefined && this.fireLensStore.length === 0
        ? [problem(`${at}.bucketKey`, "stand beside the FireLens output s3", this.driver)]
        : []),
    ];
  }

  render(place: ContainerPlace, facts: TaskFacts): object {
    const { options, secretOptions = {}, bucketKey } = this.driverOptions;
    const { bucket } = this.fireLensOptions;
    if (bucket !== undefined) facts.addKey(bucket, bucketKey);
    const secrets = renderSecrets(secretOptions, place, facts);
    return { logDriver: this.driver, options, secretOptions: secrets.length > 0 ? secrets : undefined };
  }
}

const optionName = matching(/^\S+$/, "have names without spaces");
const logDriverRules = (place: ContainerPlace): RulesOf<LogDriverOptions> => ({
  options: record(
    optionName,
    rule((value) => typeof value === "string", "be a string"),
  ),
  secretOptions: record(optionName, secretRule(place)),
  bucketKey: keyRule(place.location.region),
});
