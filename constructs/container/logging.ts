import { formatArn } from "../../aws/arn";
import { logGroupStatement, logStatement } from "../../aws/ecs/execution-statements";
import { problem } from "../../aws/messages";
import { regionName } from "../environment/environment-rules";
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
import type { ContainerContext } from "./container-context";
import { fireLensDestinationGrants } from "./firelens-destination";
import { type Secret, secretRule } from "./secret";
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
  /** @default - the environment's region */
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
}

const FARGATE_DRIVERS = ["awslogs", "splunk", "awsfirelens"];
const EC2_DRIVERS = [...FARGATE_DRIVERS, "fluentd", "gelf", "journald", "json-file", "syslog", "logentries"];
/** Source: CloudWatch Logs API reference, CreateLogGroup. */
export const logGroupNameRule = matching(/^[\w./#-]{1,512}$/, "be 1 to 512 letters, digits or . _ / # -");

/** Where a container's output goes. */
export abstract class Logging {
  /**
   * To CloudWatch Logs. Grants the execution role `logs:CreateLogStream` and `logs:PutLogEvents` in the log group,
   * and with `createGroup` also `logs:CreateLogGroup` on it.
   */
  static awsLogs(options: AwsLogsOptions = {}): Logging {
    return new AwsLogs(options);
  }

  /** To the task's FireLens container. Destinations of AWS's own are granted to the task role, which the router uses. */
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
   * The container's `logConfiguration`.
   * @internal
   */
  abstract render(context: ContainerContext, at: string): object;
}

class AwsLogs extends Logging {
  constructor(private readonly options: AwsLogsOptions) {
    super();
  }

  render(context: ContainerContext, at: string): object {
    const options = this.options ?? {};
    context.problems.push(...checkMembers(options, awsLogsRules, at));
    context.check(
      options.maxBufferSize === undefined || options.mode === "non-blocking",
      problem(`${at}.maxBufferSize`, "stand beside mode non-blocking", options.maxBufferSize),
    );
    const region = options.region ?? context.location.region;
    const group = options.logGroupName ?? context.platform.logGroupName;
    const groupArn = formatArn({ ...context.location, service: "logs", region, resource: `log-group:${group}` });
    if (options.logGroupName === undefined && !options.createGroup) context.usesTaskLogGroup = true;
    context.execution.push(logStatement([groupArn]));
    if (options.createGroup)
      context.execution.push(logGroupStatement("LogsCreateGroup", ["logs:CreateLogGroup"], groupArn));
    return {
      logDriver: "awslogs",
      options: {
        "awslogs-create-group": options.createGroup ? "true" : undefined,
        "awslogs-datetime-format": options.datetimeFormat,
        "awslogs-group": group,
        "awslogs-multiline-pattern": options.multilinePattern,
        "awslogs-region": region,
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

  constructor(
    private readonly driver: string,
    private readonly driverOptions: LogDriverOptions,
  ) {
    super();
    this.usesFireLens = driver === "awsfirelens";
  }

  render(context: ContainerContext, at: string): object {
    const { options, secretOptions = {} } = this.driverOptions ?? {};
    const drivers = context.platform.fargate ? FARGATE_DRIVERS : EC2_DRIVERS;
    context.problems.push(...required(oneOf(drivers))(this.driver, `${at}.driver`));
    context.check(
      this.driver !== "awslogs",
      `'${at}' names the awslogs driver by hand: use Logging.awsLogs, which grants what it needs`,
    );
    context.problems.push(...checkMembers(this.driverOptions ?? {}, logDriverRules, at));
    for (const name of Object.keys(secretOptions)) {
      context.check(
        !Object.hasOwn(options ?? {}, name),
        problem(`${at}.secretOptions.${name}`, "not stand in 'options' too", name),
      );
    }
    if (this.usesFireLens) context.task.push(...fireLensDestinationGrants(options ?? {}, context.location));
    const secrets = renderSecrets(secretOptions, context, `${at}.secretOptions`);
    return { logDriver: this.driver, options, secretOptions: secrets.length > 0 ? secrets : undefined };
  }
}

const optionName = matching(/^\S+$/, "have names without spaces");
const logDriverRules: RulesOf<LogDriverOptions> = {
  options: record(
    optionName,
    rule((value) => typeof value === "string", "be a string"),
  ),
  secretOptions: record(optionName, secretRule),
};

/** The retentions that CloudWatch Logs knows, in days. Source: CloudWatch Logs API reference, PutRetentionPolicy. */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];
export const retentionDaysRule = oneOf(RETENTION_DAYS);
