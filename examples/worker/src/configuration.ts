/** What the worker is told by its environment variables, which the task definition sets. */
export interface Configuration {
  /** `PENDING_QUEUE_URL`: where messages come from. */
  readonly pendingQueueUrl: string;
  /** `CONFIRMED_QUEUE_URL`: where outcomes go. */
  readonly confirmedQueueUrl: string;
  /** `CONCURRENCY`: how many messages are worked on at once, 1 to 1,000. @default 20 */
  readonly concurrency: number;
  /** `HANDLER_TIMEOUT_SECONDS`: how long the work on one message may take, 1 to 43,200. @default 30 */
  readonly handlerTimeoutSeconds: number;
  /**
   * `RETRY_DELAY_SECONDS`: how long a message stays hidden after its first failure, 0 to 900; doubled by each further one,
   * up to 900.
   * @default 10
   */
  readonly retryDelaySeconds: number;
  /** `STOP_TIMEOUT_SECONDS`: the container's stopTimeout, 2 to 120. @default 30, as ECS's */
  readonly stopTimeoutSeconds: number;
  /** `HEALTH_PORT`: the loopback port that answers the health check, 1 to 65,535. @default 8080 */
  readonly healthPort: number;
  /** `LOG_LEVEL`: one of pino's levels. @default "info" */
  readonly logLevel: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"];
const KEYS = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];

/** Everything that is wrong with the environment variables, for the person who set them. */
export class ConfigurationError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`the environment variables are wrong:\n${problems.map((each) => `  ${each}`).join("\n")}`);
  }
}

/** Reads the configuration, or names everything that is wrong with it. */
export function readConfiguration(variables: Variables): Configuration {
  const problems: string[] = [];

  const queueUrl = (name: string): string => {
    const value = variables[name] ?? "";
    if (!/^https?:\/\/[^/]+\/\d{12}\/[\w-]{1,80}(\.fifo)?$/.test(value))
      problems.push(
        `${name} must be a queue's URL, https://sqs.<region>.amazonaws.com/<account>/<name>, got ${shown(value)}`,
      );
    return value;
  };
  const integer = (name: string, lowest: number, highest: number, fallback: number): number => {
    const value = variables[name] ?? String(fallback);
    const whole = /^\d{1,6}$/.test(value) ? Number(value) : Number.NaN;
    if (!(whole >= lowest && whole <= highest))
      problems.push(`${name} must be a whole number from ${lowest} to ${highest}, got ${shown(value)}`);
    return whole;
  };
  const oneOf = (name: string, allowed: readonly string[], fallback: string): string => {
    const value = variables[name] ?? fallback;
    if (!allowed.includes(value)) problems.push(`${name} must be one of ${allowed.join(", ")}, got ${shown(value)}`);
    return value;
  };

  const configuration = {
    pendingQueueUrl: queueUrl("PENDING_QUEUE_URL"),
    confirmedQueueUrl: queueUrl("CONFIRMED_QUEUE_URL"),
    concurrency: integer("CONCURRENCY", 1, 1_000, 20),
    handlerTimeoutSeconds: integer("HANDLER_TIMEOUT_SECONDS", 1, 43_200, 30),
    retryDelaySeconds: integer("RETRY_DELAY_SECONDS", 0, 900, 10),
    stopTimeoutSeconds: integer("STOP_TIMEOUT_SECONDS", 2, 120, 30),
    healthPort: integer("HEALTH_PORT", 1, 65_535, 8_080),
    logLevel: oneOf("LOG_LEVEL", LOG_LEVELS, "info"),
  };
  if (!variables.AWS_REGION) problems.push("AWS_REGION must be the queues' region, got nothing");
  for (const name of KEYS.filter((each) => variables[each])) {
    problems.push(`${name} must not be set: the worker signs with its task role's credentials, which ECS hands it`);
  }
  if (problems.length > 0) throw new ConfigurationError(problems);
  return configuration;
}

function shown(value: string): string {
  return value === "" ? "nothing" : JSON.stringify(value);
}
