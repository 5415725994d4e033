/** A variable of the module. Conditions are Terraform expressions; a message says the variable and what is allowed. */
export interface Input {
  readonly type: string;
  readonly description: string;
  /** @default - the variable must be given */
  readonly default?: unknown;
  /** Whether null is a value; what is optional is null by default. */
  readonly nullable?: boolean;
  readonly validation?: readonly Validation[];
}

interface Validation {
  readonly condition: string;
  readonly errorMessage: string;
}

const SECONDS_OF_14_DAYS = 1_209_600;

/** Every container of the map meets a condition on `c`, its name being `name`. */
const eachContainer = (condition: string) => `\${alltrue([for name, c in var.containers : ${condition}])}`;
/** Every queue of the map meets a condition on `q`, its key being `key`. */
const eachQueue = (condition: string) => `\${alltrue([for key, q in var.queues : ${condition}])}`;

const CONTAINERS = `map(object({
  image = string
  command = optional(list(string))
  entry_point = optional(list(string))
  environment = optional(map(string), {})
  secrets = optional(map(string), {})
  ports = optional(list(object({ container_port = number, protocol = optional(string, "tcp"), name = optional(string), app_protocol = optional(string) })), [])
  health_check = optional(object({ command = list(string), interval_seconds = optional(number, 30), timeout_seconds = optional(number, 5), retries = optional(number, 3), start_period_seconds = optional(number) }))
  depends_on = optional(map(string), {})
  essential = optional(bool, true)
  readonly_root_filesystem = optional(bool, true)
  user = optional(string)
  working_directory = optional(string)
  stop_timeout_seconds = optional(number)
  cpu_units = optional(number, 0)
  memory_mib = optional(number)
  memory_reservation_mib = optional(number)
  docker_labels = optional(map(string))
}))`;

const QUEUES = `map(object({
  name = optional(string)
  fifo = optional(bool, false)
  content_based_deduplication = optional(bool)
  visibility_timeout_seconds = optional(number, 30)
  retention_seconds = optional(number, 345600)
  delay_seconds = optional(number, 0)
  receive_wait_time_seconds = optional(number, 20)
  max_message_size_bytes = optional(number, 262144)
  dead_letter_queue = optional(bool, true)
  max_receive_count = optional(number, 5)
  dead_letter_retention_seconds = optional(number, ${SECONDS_OF_14_DAYS})
  consume = optional(bool, true)
  send = optional(bool, true)
}))`;

/** The retentions that CloudWatch Logs knows, in days. Source: CloudWatch Logs API reference, PutRetentionPolicy. */
const RETENTION_DAYS =
  "[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]";

/** Source: ECS developer guide, Fargate task size. */
const FARGATE_MEMORY =
  "{ 256 = [512, 1024, 2048], 512 = range(1024, 4097, 1024), 1024 = range(2048, 8193, 1024), 2048 = range(4096, 16385, 1024), 4096 = range(8192, 30721, 1024), 8192 = range(16384, 61441, 4096), 16384 = range(32768, 122881, 8192) }";

function range(member: string, from: number, to: number): Validation {
  return {
    condition: eachQueue(`q.${member} >= ${from} && q.${member} <= ${to} && floor(q.${member}) == q.${member}`),
    errorMessage: `queues: ${member} must be a whole number from ${from} to ${to} in each queue.`,
  };
}

/** The module's variables, in the order of its documentation. */
export const INPUTS: Readonly<Record<string, Input>> = {
  service: {
    type: "string",
    description: "The service's name. 1 to 40 letters, digits or hyphens.",
    validation: [
      {
        condition: '${can(regex("^[A-Za-z0-9-]{1,40}$", var.service))}',
        errorMessage: "service must be 1 to 40 letters, digits or hyphens.",
      },
    ],
  },
  environment: {
    type: "string",
    description: "The environment's name, dev for example. 1 to 20 letters, digits or hyphens.",
    validation: [
      {
        condition: '${can(regex("^[A-Za-z0-9-]{1,20}$", var.environment))}',
        errorMessage: "environment must be 1 to 20 letters, digits or hyphens.",
      },
    ],
  },
  family: {
    type: "string",
    description:
      "The task definition's family, after which the roles are named (`<family>-exec-role`, `<family>-task-role`). Default: `<service>-<environment>`. 1 to 54 letters, digits, _ or -.",
    default: null,
    validation: [
      {
        condition: '${var.family == null ? true : can(regex("^[A-Za-z0-9_-]{1,54}$", var.family))}',
        errorMessage:
          "family must be 1 to 54 letters, digits, _ or -: a role's name of at most 64 characters is made of it.",
      },
    ],
  },
  containers: {
    type: CONTAINERS,
    description:
      "The containers by name. `image` in a private ECR repository grants the pull. `secrets` maps a variable to an SSM parameter (name or ARN) or a Secrets Manager secret (ARN, with or without `:key:stage:version`), and grants it. `depends_on` maps a container to START, COMPLETE, SUCCESS or HEALTHY.",
    nullable: false,
    validation: [
      { condition: "${length(var.containers) > 0}", errorMessage: "containers must have at least one container." },
      {
        condition: eachContainer('can(regex("^[A-Za-z0-9_-]{1,255}$", name))'),
        errorMessage: "containers: each name must be 1 to 255 letters, digits, _ or -.",
      },
      {
        condition: "${anytrue([for c in var.containers : c.essential])}",
        errorMessage: "containers: one must be essential.",
      },
      {
        condition: eachContainer("length(setintersection(keys(c.environment), keys(c.secrets))) == 0"),
        errorMessage: "containers: a variable must be in environment or in secrets, not in both.",
      },
      {
        condition: eachContainer(
          'alltrue([for s in values(c.secrets) : can(regex("^(arn:aws[a-z-]*:(ssm:[a-z0-9-]+:[0-9]{12}:parameter/[A-Za-z0-9_./-]+|secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]+(:[^:]*:[^:]*:[^:]*)?)|[A-Za-z0-9_./-]+)$", s))])',
        ),
        errorMessage:
          "containers: each secret must be the name or ARN of an SSM parameter or the ARN of a Secrets Manager secret, without wildcards.",
      },
      {
        condition: eachContainer(
          'alltrue([for other, condition in c.depends_on : contains(keys(var.containers), other) && other != name && contains(["START", "COMPLETE", "SUCCESS", "HEALTHY"], condition)])',
        ),
        errorMessage:
          "containers: depends_on must map other containers of the task to START, COMPLETE, SUCCESS or HEALTHY.",
      },
      {
        condition: eachContainer(
          "c.stop_timeout_seconds == null ? true : c.stop_timeout_seconds >= 2 && c.stop_timeout_seconds <= 120",
        ),
        errorMessage: "containers: stop_timeout_seconds must be from 2 to 120.",
      },
      {
        condition: eachContainer("alltrue([for p in c.ports : p.container_port >= 1 && p.container_port <= 65535])"),
        errorMessage: "containers: container_port must be from 1 to 65535.",
      },
      {
        condition: eachContainer(
          "c.health_check == null ? true : c.health_check.interval_seconds >= 5 && c.health_check.interval_seconds <= 300 && c.health_check.timeout_seconds >= 2 && c.health_check.timeout_seconds <= 60 && c.health_check.retries >= 1 && c.health_check.retries <= 10",
        ),
        errorMessage:
          "containers: health_check must have interval_seconds from 5 to 300, timeout_seconds from 2 to 60 and retries from 1 to 10.",
      },
    ],
  },
  queues: {
    type: QUEUES,
    description:
      "The queues by key. A queue is called `<environment>-<key>` unless `name` says otherwise (`.fifo` is added to a FIFO queue's), has a dead-letter queue unless `dead_letter_queue` is false, and is granted to the task role to `consume` and to `send`.",
    default: {},
    nullable: false,
    validation: [
      {
        condition: eachQueue(
          'can(regex("^[A-Za-z0-9_-]{1,63}$", q.name == null ? "${var.environment}-${key}" : q.name))',
        ),
        errorMessage:
          "queues: each name must be 1 to 63 letters, digits, _ or -; -dead-letter and .fifo are added to it.",
      },
      range("visibility_timeout_seconds", 0, 43_200),
      range("retention_seconds", 60, SECONDS_OF_14_DAYS),
      range("delay_seconds", 0, 900),
      range("receive_wait_time_seconds", 0, 20),
      range("max_message_size_bytes", 1024, 1_048_576),
      range("max_receive_count", 1, 1000),
      range("dead_letter_retention_seconds", 60, SECONDS_OF_14_DAYS),
      {
        condition: eachQueue("!q.dead_letter_queue || q.fifo || q.dead_letter_retention_seconds > q.retention_seconds"),
        errorMessage:
          "queues: dead_letter_retention_seconds must be above retention_seconds: a message keeps its age when it moves.",
      },
    ],
  },
  cpu_units: {
    type: "number",
    description: "CPU of the task, in units of which 1,024 are a vCPU: 256, 512, 1024, 2048, 4096, 8192 or 16384.",
    default: 256,
    nullable: false,
    validation: [
      {
        condition: "${contains([256, 512, 1024, 2048, 4096, 8192, 16384], var.cpu_units)}",
        errorMessage: "cpu_units must be 256, 512, 1024, 2048, 4096, 8192 or 16384.",
      },
    ],
  },
  memory_mib: {
    type: "number",
    description:
      "Memory of the task in MiB, of the row of cpu_units: 256: 512, 1024, 2048; 512: 1024 to 4096 by 1024; 1024: 2048 to 8192 by 1024; 2048: 4096 to 16384 by 1024; 4096: 8192 to 30720 by 1024; 8192: 16384 to 61440 by 4096; 16384: 32768 to 122880 by 8192.",
    default: 512,
    nullable: false,
    validation: [
      {
        condition: `\${contains(lookup(${FARGATE_MEMORY}, var.cpu_units, []), var.memory_mib)}`,
        errorMessage: "memory_mib must go with cpu_units, see the description of memory_mib.",
      },
    ],
  },
  cpu_architecture: {
    type: "string",
    description: "X86_64 or ARM64.",
    default: "X86_64",
    nullable: false,
    validation: [
      {
        condition: '${contains(["X86_64", "ARM64"], var.cpu_architecture)}',
        errorMessage: "cpu_architecture must be X86_64 or ARM64.",
      },
    ],
  },
  parameter_path: {
    type: "string",
    description:
      "A path of SSM parameters, `/my-service/dev/*` for example, that the execution role may fetch beyond the secrets of the containers.",
    default: null,
    validation: [
      {
        condition: '${var.parameter_path == null ? true : can(regex("^/[A-Za-z0-9_./-]+/\\\\*$", var.parameter_path))}',
        errorMessage: "parameter_path must be a path such as /my-service/dev/*.",
      },
    ],
  },
  kms_key_alias: {
    type: "string",
    description:
      "The alias of the customer-managed key that encrypts the parameters, `alias/my-service-dev` for example. Default: the key that AWS manages, which needs no permission.",
    default: null,
    validation: [
      {
        condition:
          '${var.kms_key_alias == null ? true : can(regex("^alias/[A-Za-z0-9/_-]+$", var.kms_key_alias)) && !startswith(var.kms_key_alias, "alias/aws/")}',
        errorMessage: "kms_key_alias must be alias/<name> of a customer-managed key.",
      },
    ],
  },
  permissions_boundary: {
    type: "string",
    description: "The ARN of the policy that bounds both roles.",
    default: null,
    validation: [
      {
        condition:
          '${var.permissions_boundary == null ? true : can(regex("^arn:aws[a-z-]*:iam::([0-9]{12}|aws):policy/.+$", var.permissions_boundary))}',
        errorMessage: "permissions_boundary must be the ARN of a policy.",
      },
    ],
  },
  role_path: {
    type: "string",
    description: "The path of both roles.",
    default: "/",
    nullable: false,
    validation: [
      {
        condition: '${can(regex("^/([!-~]+/)?$", var.role_path))}',
        errorMessage: "role_path must start and end with a slash.",
      },
    ],
  },
  log_retention_days: {
    type: "number",
    description: "How long the log group keeps what the containers write: one of CloudWatch's periods.",
    default: 30,
    nullable: false,
    validation: [
      {
        condition: `\${contains(${RETENTION_DAYS}, var.log_retention_days)}`,
        errorMessage: `log_retention_days must be one of ${RETENTION_DAYS.slice(1, -1)}.`,
      },
    ],
  },
  create_log_group: {
    type: "bool",
    description: "Whether the module creates the log group `/ecs/<family>`; if not, it must exist.",
    default: true,
    nullable: false,
  },
  create_task_definition: {
    type: "bool",
    description:
      "Whether the module registers the task definition; if not, it gives the roles, the queues and the container definitions to register elsewhere.",
    default: true,
    nullable: false,
  },
  tags: { type: "map(string)", description: "Tags for everything the module creates.", default: {}, nullable: false },
};
