# What the module is given, with types and defaults. The module itself takes `any`, so that a misspelt member is still
# there to be named: a typed object drops it.

variable "containers" {
  type = map(object({
    image     = string
    image_tag = optional(string)
    pull_through_cache = optional(object({
      create_repository = optional(bool, false)
      tag_repository    = optional(bool, false)
    }))
    repository_credentials = optional(object({
      secret_arn = string
      kms_key    = optional(string)
    }))
    command                   = optional(list(string))
    entry_point               = optional(list(string))
    environment               = optional(map(string), {})
    plain_text_because        = optional(map(string), {})
    queue_url_variables       = optional(map(string), {})
    secrets                   = optional(map(string), {})
    secret_kms_keys           = optional(map(string), {})
    environment_files         = optional(list(string), [])
    environment_file_kms_keys = optional(map(string), {})
    ports = optional(list(object({
      container_port       = optional(number)
      container_port_range = optional(string)
      host_port            = optional(number)
      protocol             = optional(string, "tcp")
      name                 = optional(string)
      app_protocol         = optional(string)
    })), [])
    health_check = optional(object({
      command              = list(string)
      interval_seconds     = optional(number, 30)
      timeout_seconds      = optional(number, 5)
      retries              = optional(number, 3)
      start_period_seconds = optional(number)
    }))
    depends_on = optional(map(string), {})
    logging = optional(object({
      driver                 = optional(string, "awslogs")
      log_group_name         = optional(string)
      create_group           = optional(bool, false)
      region                 = optional(string)
      stream_prefix          = optional(string, "ecs")
      multiline_pattern      = optional(string)
      datetime_format        = optional(string)
      mode                   = optional(string)
      max_buffer_size        = optional(string)
      options                = optional(map(string))
      secret_options         = optional(map(string), {})
      secret_option_kms_keys = optional(map(string), {})
      bucket_kms_key         = optional(string)
    }), {})
    firelens = optional(object({
      type                    = optional(string, "fluentbit")
      enable_ecs_log_metadata = optional(bool, true)
      config_file             = optional(string)
      config_file_kms_key     = optional(string)
    }))
    credential_spec = optional(object({
      source                  = string
      kms_key                 = optional(string)
      domainless_user         = optional(string)
      domainless_user_kms_key = optional(string)
    }))
    readonly_root_filesystem = optional(bool)
    user                     = optional(string)
    working_directory        = optional(string)
    start_timeout_seconds    = optional(number)
    stop_timeout_seconds     = optional(number)
    ulimits = optional(map(object({
      soft_limit = number
      hard_limit = number
    })))
    mount_points = optional(map(object({
      volume    = string
      read_only = optional(bool, false)
    })), {})
    volumes_from = optional(map(object({ read_only = optional(bool, false) })), {})
    linux_parameters = optional(object({
      capabilities = optional(object({
        add  = optional(list(string), [])
        drop = optional(list(string), [])
      }))
      devices = optional(map(object({
        container_path = optional(string)
        permissions    = optional(list(string))
      })))
      init_process_enabled   = optional(bool)
      max_swap_mib           = optional(number)
      shared_memory_size_mib = optional(number)
      swappiness             = optional(number)
      tmpfs = optional(map(object({
        size_mib      = number
        mount_options = optional(list(string))
      })))
    }))
    restart_policy = optional(object({
      enabled                        = bool
      ignored_exit_codes             = optional(list(number))
      restart_attempt_period_seconds = optional(number)
    }))
    essential               = optional(bool, true)
    cpu_units               = optional(number, 0)
    memory_mib              = optional(number)
    memory_reservation_mib  = optional(number)
    docker_labels           = optional(map(string))
    system_controls         = optional(map(string), {})
    interactive             = optional(bool)
    pseudo_terminal         = optional(bool)
    hostname                = optional(string)
    gpu_count               = optional(number)
    version_consistency     = optional(string)
    privileged              = optional(bool)
    links                   = optional(list(string))
    disable_networking      = optional(bool)
    dns_search_domains      = optional(list(string))
    dns_servers             = optional(list(string))
    docker_security_options = optional(list(string))
    extra_hosts             = optional(map(string))
  }))
  nullable = false
}

variable "queues" {
  type = map(object({
    name                          = optional(string)
    fifo                          = optional(bool, false)
    content_based_deduplication   = optional(bool)
    high_throughput               = optional(bool, false)
    visibility_timeout_seconds    = optional(number, 30)
    retention_seconds             = optional(number, 345600)
    delay_seconds                 = optional(number, 0)
    receive_wait_time_seconds     = optional(number, 20)
    max_message_size_bytes        = optional(number, 262144)
    kms_key                       = optional(string)
    data_key_reuse_seconds        = optional(number)
    dead_letter_queue             = optional(bool, true)
    dead_letter_queue_name        = optional(string)
    max_receive_count             = optional(number, 5)
    dead_letter_retention_seconds = optional(number, 1209600)
    consume                       = optional(bool, true)
    send                          = optional(bool, true)
    redrive                       = optional(bool, false)
    senders = optional(object({
      topic_arns     = optional(list(string), [])
      bucket_arns    = optional(list(string), [])
      rule_arns      = optional(list(string), [])
      principal_arns = optional(list(string), [])
    }), {})
    alarms = optional(object({
      topic_arn                  = string
      oldest_message_age_seconds = optional(number, 900)
      dead_letter_messages       = optional(number, 1)
    }))
    tags = optional(map(string), {})
  }))
  nullable = false
}

variable "existing_queues" {
  type = map(object({
    name                   = string
    kms_key                = optional(string)
    dead_letter_queue_name = optional(string)
    consume                = optional(bool, false)
    send                   = optional(bool, false)
    redrive                = optional(bool, false)
  }))
  nullable = false
}

variable "volumes" {
  type = map(object({
    host_path = optional(string)
    efs = optional(object({
      file_system_id          = string
      access_point_id         = optional(string)
      root_directory          = optional(string)
      iam                     = optional(bool, true)
      root_access             = optional(bool, false)
      transit_encryption_port = optional(number)
    }))
    fsx = optional(object({
      file_system_id      = string
      root_directory      = optional(string, "\\")
      credentials         = string
      credentials_kms_key = optional(string)
      domain              = string
    }))
    docker = optional(object({
      scope          = optional(string, "task")
      autoprovision  = optional(bool)
      driver         = optional(string)
      driver_options = optional(map(string))
      labels         = optional(map(string))
    }))
    configured_at_launch = optional(bool, false)
  }))
  nullable = false
}

variable "execute_command" {
  type = object({
    log_group_name = optional(string)
    bucket_name    = optional(string)
    bucket_kms_key = optional(string)
    key_prefix     = optional(string, "")
    kms_key        = optional(string)
  })
}

variable "execution_role_statements" {
  type = map(object({
    actions    = list(string)
    resources  = list(string)
    conditions = optional(map(map(list(string))), {})
    reason     = optional(string)
  }))
  nullable = false
}

variable "task_role_statements" {
  type = map(object({
    actions    = list(string)
    resources  = list(string)
    conditions = optional(map(map(list(string))), {})
    reason     = optional(string)
  }))
  nullable = false
}

# What the containers and queues are checked against.

# The same as they were written, with the members that the types above drop.

variable "given_containers" {
  type = any
}

variable "given_queues" {
  type = any
}

variable "given_existing_queues" {
  type = any
}

variable "given_volumes" {
  type = any
}

variable "given_execute_command" {
  type = any
}

variable "given_execution_role_statements" {
  type = any
}

variable "given_task_role_statements" {
  type = any
}

# The key of parameters and secrets of which none is named.
variable "default_key" {
  type    = string
  default = null
}

variable "queue_name_prefix" {
  type = string
}

variable "task" {
  type = object({
    fargate    = bool
    linux      = bool
    network    = string
    cpu_units  = number
    memory_mib = number
    queue_keys = list(string)
  })
}

variable "location" {
  type = object({
    account_id = string
    region     = string
    partition  = string
  })
}
