variable "service" {
  description = "The service's name. 1 to 40 letters, digits or hyphens."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9-]{1,40}$", var.service))
    error_message = "'service' must be 1 to 40 letters, digits or hyphens, got '${var.service}'. Where the name has an underscore, say so in 'family', which takes one."
  }
}

variable "environment" {
  description = "The environment's name, dev for example. 1 to 20 letters, digits or hyphens."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9-]{1,20}$", var.environment))
    error_message = "'environment' must be 1 to 20 letters, digits or hyphens, got '${var.environment}'."
  }
}

variable "family" {
  description = "The task definition's family, after which the roles and the log group are named. 1 to 255 letters, digits, _ or -. Default: <service>-<environment>."
  type        = string
  default     = null

  validation {
    condition     = var.family == null ? true : can(regex("^[A-Za-z0-9_-]{1,255}$", var.family))
    error_message = "'family' must be 1 to 255 letters, digits, _ or -, got '${coalesce(var.family, "nothing")}'."
  }
}

variable "home_region" {
  description = "The region whose roles are named without it. IAM knows no regions, so that a service in two of them has two pairs of roles of one account, and their names must differ. Default: each region's name is in the names of its roles."
  type        = string
  default     = null
}

variable "containers" {
  description = "The containers by name, see containers below. `image` in a private ECR repository grants the pull. `secrets` maps a variable to an SSM parameter (name or ARN) or a Secrets Manager secret (ARN, with or without `:key:stage:version`), and grants it. `queue_url_variables` maps a variable to a key of `queues`. `depends_on` maps a container to START, COMPLETE, SUCCESS or HEALTHY."
  type        = any
  nullable    = false
}

variable "queues" {
  description = "The queues by key, see queues below. A queue is called `<service>-<environment>-<key>` unless `name` says otherwise (`.fifo` is added to a FIFO queue's), has a dead-letter queue unless `dead_letter_queue` is false, and is granted to the task role to `consume` and to `send`."
  type        = any
  default     = {}
  nullable    = false
}

variable "existing_queues" {
  description = "Queues of this account and region that something else makes, by key, see existing_queues below: granted to the task role to `consume` or to `send`, and otherwise left alone."
  type        = any
  default     = {}
  nullable    = false
}

variable "cpu_units" {
  description = "CPU of the task, in units of which 1,024 are a vCPU: ${fact.fargate_cpu_units}. On EC2 fact.ec2_cpu_units.from to fact.ec2_cpu_units.to, or null."
  type        = number
  default     = 256

  validation {
    condition     = var.cpu_units == null ? true : var.cpu_units >= fact.ec2_cpu_units.from && var.cpu_units <= fact.ec2_cpu_units.to && floor(var.cpu_units) == var.cpu_units
    error_message = "'cpu_units' must be a whole number from ${fact.ec2_cpu_units.from} to ${fact.ec2_cpu_units.to}, and ${fact.fargate_cpu_units} on Fargate, got ${coalesce(var.cpu_units, 0)}."
  }
}

variable "memory_mib" {
  description = "Memory of the task in MiB, on Fargate of the row of cpu_units: ${fact.fargate_memory_in_words}. On EC2 from 6, or null."
  type        = number
  default     = 512

  validation {
    condition     = var.memory_mib == null ? true : var.memory_mib >= 6 && floor(var.memory_mib) == var.memory_mib
    error_message = "'memory_mib' must be a whole number of at least 6, got ${coalesce(var.memory_mib, 0)}."
  }
}

variable "cpu_architecture" {
  description = "X86_64 or ARM64."
  type        = string
  default     = "X86_64"
  nullable    = false

  validation {
    condition     = contains(["X86_64", "ARM64"], var.cpu_architecture)
    error_message = "'cpu_architecture' must be X86_64 or ARM64, got '${var.cpu_architecture}'."
  }
}

variable "operating_system_family" {
  description = "LINUX, or one of ${fact.windows_families}."
  type        = string
  default     = "LINUX"
  nullable    = false

  validation {
    condition     = contains(local.operating_systems, var.operating_system_family)
    error_message = "'operating_system_family' must be ${fact.operating_systems}, got '${var.operating_system_family}'."
  }
  validation {
    condition     = var.operating_system_family == "LINUX" || var.cpu_architecture != "ARM64" || var.launch_type == "EC2"
    error_message = "'cpu_architecture' must be X86_64 for Windows on Fargate, got 'ARM64'."
  }
}

variable "launch_type" {
  description = "What the task runs on: FARGATE or EC2."
  type        = string
  default     = "FARGATE"
  nullable    = false

  validation {
    condition     = contains(["FARGATE", "EC2"], var.launch_type)
    error_message = "'launch_type' must be FARGATE or EC2, got '${var.launch_type}'."
  }
}

variable "network_mode" {
  description = "awsvpc, the only one on Fargate; on EC2 also bridge, host or none."
  type        = string
  default     = "awsvpc"
  nullable    = false

  validation {
    condition     = var.launch_type == "FARGATE" ? var.network_mode == "awsvpc" : contains(["awsvpc", "bridge", "host", "none"], var.network_mode)
    error_message = "'network_mode' must be awsvpc${var.launch_type == "FARGATE" ? " on Fargate" : ", bridge, host or none"}, got '${var.network_mode}'."
  }
}

variable "pid_mode" {
  description = "Which processes the containers see: task, and on EC2 host. Default: each container its own."
  type        = string
  default     = null

  validation {
    condition     = var.pid_mode == null ? true : contains(var.launch_type == "FARGATE" ? ["task"] : ["host", "task"], var.pid_mode)
    error_message = "'pid_mode' must be task${var.launch_type == "FARGATE" ? " on Fargate" : " or host"}, got '${coalesce(var.pid_mode, "nothing")}'."
  }
}

variable "ipc_mode" {
  description = "host, task or none; not on Fargate. Default: each container its own."
  type        = string
  default     = null

  validation {
    condition     = var.ipc_mode == null ? true : var.launch_type == "EC2" && contains(["host", "task", "none"], var.ipc_mode)
    error_message = "'ipc_mode' must be host, task or none on EC2, and not be set on Fargate, got '${coalesce(var.ipc_mode, "nothing")}'."
  }
}

variable "ephemeral_storage_gib" {
  description = "Scratch space on Fargate, fact.ephemeral_storage_gib.from to fact.ephemeral_storage_gib.to GiB. Default: the 20 GiB that come with every task."
  type        = number
  default     = null

  validation {
    condition     = var.ephemeral_storage_gib == null ? true : var.launch_type == "FARGATE" && var.ephemeral_storage_gib >= fact.ephemeral_storage_gib.from && var.ephemeral_storage_gib <= fact.ephemeral_storage_gib.to && floor(var.ephemeral_storage_gib) == var.ephemeral_storage_gib
    error_message = "'ephemeral_storage_gib' must be a whole number from ${fact.ephemeral_storage_gib.from} to ${fact.ephemeral_storage_gib.to}, on Fargate only, got ${coalesce(var.ephemeral_storage_gib, 0)}."
  }
}

variable "placement_constraints" {
  description = "Where the task may run on EC2, at most 10 expressions in the cluster query language, `attribute:ecs.instance-type =~ t3.*` for example. Default: anywhere in the cluster."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.placement_constraints) == 0 || var.launch_type == "EC2" && length(var.placement_constraints) <= 10 && alltrue([for expression in var.placement_constraints : can(regex("\\S", expression))])
    error_message = "'placement_constraints' must be at most 10 expressions that are not empty, on EC2 only, got ${length(var.placement_constraints)}."
  }
}

variable "volumes" {
  description = "The task's volumes by name, see volumes below: scratch space, a folder of the host (not on Fargate) or an EFS file system, which is granted to the task role."
  type        = any
  default     = {}
  nullable    = false
}

variable "execute_command" {
  description = "Makes ECS Exec possible, and grants the task role what it and its logging need; {} is enough. See execute_command below. Default: off."
  type        = any
  default     = null
}

variable "guardduty_agent" {
  description = "Whether GuardDuty's Runtime Monitoring adds its agent to the task, on Fargate with Linux: the execution role then pulls it from AWS's own account of the region."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition     = !var.guardduty_agent || var.launch_type == "FARGATE" && var.operating_system_family == "LINUX"
    error_message = "'guardduty_agent' must be set on Fargate with Linux only, got true on ${var.launch_type} with ${var.operating_system_family}."
  }
}

variable "parameter_path" {
  description = "A path of SSM parameters, `/my-service/dev/*` for example, that the execution role may fetch beyond the secrets of the containers."
  type        = string
  default     = null

  validation {
    condition     = var.parameter_path == null ? true : can(regex("^(/[A-Za-z0-9_.-]+)+/[*]$", var.parameter_path))
    error_message = "'parameter_path' must be a path such as /my-service/dev/*, got '${coalesce(var.parameter_path, "nothing")}'."
  }
}

variable "kms_key_alias" {
  description = "The alias of the customer-managed key that encrypts the parameters and secrets, `alias/my-service-dev` for example; `secret_kms_keys` of a container says otherwise for one. Default: the keys that AWS manages, which need no permission."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_alias == null ? true : can(regex("^alias/[A-Za-z0-9/_-]{1,250}$", var.kms_key_alias)) && !startswith(var.kms_key_alias, "alias/aws/")
    error_message = "'kms_key_alias' must be alias/<name> of a customer-managed key, got '${coalesce(var.kms_key_alias, "nothing")}'; a key that AWS manages needs no permission."
  }
}

variable "kms_key_arn" {
  description = "The same key by its ARN, `arn:aws:kms:<region>:<account>:key/<id>`. An alias's ARN would grant nothing."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null ? true : can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$", var.kms_key_arn))
    error_message = "'kms_key_arn' must be arn:aws:kms:<region>:<account>:key/<id>, got '${coalesce(var.kms_key_arn, "nothing")}': KMS authorises the key and not its alias, which 'kms_key_alias' takes."
  }
  validation {
    condition     = var.kms_key_arn == null || var.kms_key_alias == null
    error_message = "'kms_key_arn' must not stand beside kms_key_alias '${coalesce(var.kms_key_alias, "nothing")}': keep one of them."
  }
}

variable "execution_role_statements" {
  description = "What else the execution role may do, by Sid, see statements below."
  type        = any
  default     = {}
  nullable    = false
}

variable "task_role_statements" {
  description = "What else the task role may do, by Sid, see statements below."
  type        = any
  default     = {}
  nullable    = false
}

variable "create_execution_role" {
  description = "Whether the module creates the execution role; if not, `execution_role_name` names one that exists, and gets the policy."
  type        = bool
  default     = true
  nullable    = false

  validation {
    condition     = var.create_execution_role || var.execution_role_name != null
    error_message = "'execution_role_name' must name the role that exists beside create_execution_role = false, got nothing."
  }
}

variable "create_task_role" {
  description = "Whether the module creates the task role; if not, `task_role_name` names one that exists, and gets the policy."
  type        = bool
  default     = true
  nullable    = false

  validation {
    condition     = var.create_task_role || var.task_role_name != null
    error_message = "'task_role_name' must name the role that exists beside create_task_role = false, got nothing."
  }
}

variable "execution_role_name" {
  description = "The execution role's name, at most 64 characters. Default: `<family>-<region>-exec-role`, without the region in `home_region`."
  type        = string
  default     = null

  validation {
    condition     = var.execution_role_name == null ? true : can(regex("^[A-Za-z0-9_+=,.@-]{1,64}$", var.execution_role_name))
    error_message = "'execution_role_name' must be 1 to 64 letters, digits or + = , . @ _ -, got '${coalesce(var.execution_role_name, "nothing")}'."
  }
}

variable "task_role_name" {
  description = "The task role's name, at most 64 characters. Default: `<family>-<region>-task-role`, without the region in `home_region`."
  type        = string
  default     = null

  validation {
    condition     = var.task_role_name == null ? true : can(regex("^[A-Za-z0-9_+=,.@-]{1,64}$", var.task_role_name))
    error_message = "'task_role_name' must be 1 to 64 letters, digits or + = , . @ _ -, got '${coalesce(var.task_role_name, "nothing")}'."
  }
  validation {
    condition     = var.task_role_name == null || var.execution_role_name == null ? true : var.task_role_name != var.execution_role_name
    error_message = "'task_role_name' must be another role than execution_role_name, got '${coalesce(var.task_role_name, "nothing")}' twice: one role for both would give the application what only ECS needs."
  }
}

variable "max_session_duration_seconds" {
  description = "How long a session of the roles may last, fact.max_session_duration_seconds.from to fact.max_session_duration_seconds.to. ECS renews a task's credentials by itself. Default: IAM's, an hour."
  type        = number
  default     = null

  validation {
    condition     = var.max_session_duration_seconds == null ? true : var.max_session_duration_seconds >= fact.max_session_duration_seconds.from && var.max_session_duration_seconds <= fact.max_session_duration_seconds.to && floor(var.max_session_duration_seconds) == var.max_session_duration_seconds
    error_message = "'max_session_duration_seconds' must be a whole number from ${fact.max_session_duration_seconds.from} to ${fact.max_session_duration_seconds.to}, got ${coalesce(var.max_session_duration_seconds, 0)}."
  }
}

variable "permissions_boundary" {
  description = "The ARN of the policy that bounds both roles."
  type        = string
  default     = null

  validation {
    condition     = var.permissions_boundary == null ? true : can(regex("^arn:aws[a-z-]*:iam::([0-9]{12}|aws):policy/[^*?\\s]+$", var.permissions_boundary))
    error_message = "'permissions_boundary' must be arn:aws:iam::<account>:policy/<name>, got '${coalesce(var.permissions_boundary, "nothing")}'."
  }
}

variable "role_path" {
  description = "The path of both roles."
  type        = string
  default     = "/"
  nullable    = false

  validation {
    condition     = can(regex("^/([!-~]+/)?$", var.role_path)) && length(var.role_path) <= 512
    error_message = "'role_path' must start and end with a slash, and be at most 512 characters, got '${var.role_path}'."
  }
}

variable "log_group_name" {
  description = "The log group that containers without one of their own write to. Default: `/ecs/<family>`."
  type        = string
  default     = null

  validation {
    condition     = var.log_group_name == null ? true : can(regex("^[A-Za-z0-9_./#-]{1,512}$", var.log_group_name))
    error_message = "'log_group_name' must be 1 to 512 letters, digits or . _ / # -, got '${coalesce(var.log_group_name, "nothing")}'."
  }
}

variable "log_group_kms_key_arn" {
  description = "The ARN of the customer-managed key that encrypts the log group; its key policy must let CloudWatch Logs use it. Default: CloudWatch's own."
  type        = string
  default     = null

  validation {
    condition     = var.log_group_kms_key_arn == null ? true : can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$", var.log_group_kms_key_arn))
    error_message = "'log_group_kms_key_arn' must be arn:aws:kms:<region>:<account>:key/<id>, got '${coalesce(var.log_group_kms_key_arn, "nothing")}': CloudWatch Logs takes a key by its ARN alone."
  }
}

variable "log_retention_days" {
  description = "How long the log group keeps what the containers write: one of CloudWatch's periods, or 0 for ever."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = contains(concat([0], fact.log_retention_days), var.log_retention_days)
    error_message = "'log_retention_days' must be 0 for ever, or ${fact.log_retention_days}, got ${var.log_retention_days}."
  }
}

variable "create_log_group" {
  description = "Whether the module creates the log group; if not, it must exist."
  type        = bool
  default     = true
  nullable    = false
}

variable "create_task_definition" {
  description = "Whether the module registers the task definition; if not, it gives the roles, the queues and the container definitions to register elsewhere."
  type        = bool
  default     = true
  nullable    = false
}

variable "ignore_container_changes" {
  description = "Whether Terraform leaves the container definitions alone once they are registered, because a deployment changes the image. Changing this replaces the task definition."
  type        = bool
  default     = false
  nullable    = false
}

variable "track_latest" {
  description = "Whether Terraform compares with the family's newest revision, whoever registered it, instead of with its own."
  type        = bool
  default     = false
  nullable    = false
}

variable "skip_destroy" {
  description = "Whether a revision that Terraform replaces stays registered, to roll back to."
  type        = bool
  default     = false
  nullable    = false
}

variable "tags" {
  description = "Tags for everything the module creates."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key in keys(var.tags) : can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{1,128}$", key)) && !startswith(lower(key), "aws:")])
    error_message = "'tags' must have keys of 1 to 128 letters, digits, spaces or _ . : / = + - @, not starting with aws:, which is reserved, got '${join("', '", keys(var.tags))}'."
  }
  validation {
    condition     = alltrue([for value in values(var.tags) : can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{0,256}$", value))])
    error_message = "'tags' must have values of at most 256 letters, digits, spaces or _ . : / = + - @, got '${join("', '", values(var.tags))}'."
  }
  validation {
    condition     = length(var.tags) <= 50 && length(distinct([for key in keys(var.tags) : lower(key)])) == length(var.tags)
    error_message = "'tags' must be at most 50, whose keys differ in more than case, as IAM compares them, got ${length(var.tags)}: ${join(", ", keys(var.tags))}."
  }
}
