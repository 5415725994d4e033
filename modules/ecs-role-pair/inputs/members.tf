# Members that nothing here knows: each is misspelt, or does nothing.

locals {
  members = {
    containers = [
      "image",
      "image_tag",
      "pull_through_cache",
      "repository_credentials",
      "command",
      "entry_point",
      "environment",
      "plain_text_because",
      "queue_url_variables",
      "secrets",
      "secret_kms_keys",
      "environment_files",
      "environment_file_kms_keys",
      "ports",
      "health_check",
      "depends_on",
      "logging",
      "firelens",
      "credential_spec",
      "readonly_root_filesystem",
      "user",
      "working_directory",
      "start_timeout_seconds",
      "stop_timeout_seconds",
      "ulimits",
      "mount_points",
      "volumes_from",
      "linux_parameters",
      "restart_policy",
      "essential",
      "cpu_units",
      "memory_mib",
      "memory_reservation_mib",
      "docker_labels",
      "system_controls",
      "interactive",
      "pseudo_terminal",
      "hostname",
      "gpu_count",
      "version_consistency",
      "privileged",
      "links",
      "disable_networking",
      "dns_search_domains",
      "dns_servers",
      "docker_security_options",
      "extra_hosts",
    ]
    "containers.pull_through_cache"     = ["create_repository", "tag_repository"]
    "containers.repository_credentials" = ["secret_arn", "kms_key"]
    "containers.ports"                  = ["container_port", "container_port_range", "host_port", "protocol", "name", "app_protocol"]
    "containers.health_check"           = ["command", "interval_seconds", "timeout_seconds", "retries", "start_period_seconds"]
    "containers.logging" = [
      "driver",
      "log_group_name",
      "create_group",
      "region",
      "stream_prefix",
      "multiline_pattern",
      "datetime_format",
      "mode",
      "max_buffer_size",
      "options",
      "secret_options",
      "secret_option_kms_keys",
      "bucket_kms_key",
    ]
    "containers.firelens"        = ["type", "enable_ecs_log_metadata", "config_file", "config_file_kms_key"]
    "containers.credential_spec" = ["source", "kms_key", "domainless_user", "domainless_user_kms_key"]
    "containers.ulimits"         = ["soft_limit", "hard_limit"]
    "containers.mount_points"    = ["volume", "read_only"]
    "containers.volumes_from"    = ["read_only"]
    "containers.linux_parameters" = [
      "capabilities",
      "devices",
      "init_process_enabled",
      "max_swap_mib",
      "shared_memory_size_mib",
      "swappiness",
      "tmpfs",
    ]
    "containers.linux_parameters.capabilities" = ["add", "drop"]
    "containers.linux_parameters.devices"      = ["container_path", "permissions"]
    "containers.linux_parameters.tmpfs"        = ["size_mib", "mount_options"]
    "containers.restart_policy"                = ["enabled", "ignored_exit_codes", "restart_attempt_period_seconds"]
    queues = [
      "name",
      "fifo",
      "content_based_deduplication",
      "high_throughput",
      "visibility_timeout_seconds",
      "retention_seconds",
      "delay_seconds",
      "receive_wait_time_seconds",
      "max_message_size_bytes",
      "kms_key",
      "data_key_reuse_seconds",
      "dead_letter_queue",
      "dead_letter_queue_name",
      "max_receive_count",
      "dead_letter_retention_seconds",
      "consume",
      "send",
      "redrive",
      "senders",
      "alarms",
      "tags",
    ]
    "queues.senders" = ["topic_arns", "bucket_arns", "rule_arns", "principal_arns"]
    "queues.alarms"  = ["topic_arn", "oldest_message_age_seconds", "dead_letter_messages"]
    existing_queues  = ["name", "kms_key", "dead_letter_queue_name", "consume", "send", "redrive"]
    volumes          = ["host_path", "efs", "fsx", "docker", "configured_at_launch"]
    "volumes.efs" = [
      "file_system_id",
      "access_point_id",
      "root_directory",
      "iam",
      "root_access",
      "transit_encryption_port",
    ]
    "volumes.fsx"             = ["file_system_id", "root_directory", "credentials", "credentials_kms_key", "domain"]
    "volumes.docker"          = ["scope", "autoprovision", "driver", "driver_options", "labels"]
    execution_role_statements = ["actions", "resources", "conditions", "reason"]
    task_role_statements      = ["actions", "resources", "conditions", "reason"]
    execute_command           = ["log_group_name", "bucket_name", "bucket_kms_key", "key_prefix", "kms_key"]
  }

  # The members that are an object each, and those that hold several: a list, or a map.
  one_of = {
    containers = [
      "pull_through_cache",
      "repository_credentials",
      "health_check",
      "logging",
      "firelens",
      "credential_spec",
      "linux_parameters",
      "restart_policy",
    ]
    queues                    = ["senders", "alarms"]
    existing_queues           = []
    volumes                   = ["efs", "fsx", "docker"]
    execution_role_statements = []
    task_role_statements      = []
  }
  all_of = {
    containers                = ["ports", "ulimits", "mount_points", "volumes_from"]
    queues                    = []
    existing_queues           = []
    volumes                   = []
    execution_role_statements = []
    task_role_statements      = []
  }

  container_parts = flatten([
    for key, item in var.given_containers : concat(
      [{ at = "containers.${key}", of = "containers", has = try(keys(item), []) }],
      [for member in local.one_of.containers : { at = "containers.${key}.${member}", of = "containers.${member}", has = keys(item[member]) } if can(keys(item[member]))],
      flatten([for member in local.all_of.containers : try([
        for place, part in item[member] : { at = "containers.${key}.${member}.${place}", of = "containers.${member}", has = keys(part) }
      ], [])]),
    )
  ])
  linux_parts = flatten([
    for key, item in var.given_containers : concat(
      [{ at = "containers.${key}.linux_parameters.capabilities", of = "containers.linux_parameters.capabilities", has = try(keys(item.linux_parameters.capabilities), []) }],
      flatten([for member in ["devices", "tmpfs"] : try([
        for place, part in item.linux_parameters[member] : { at = "containers.${key}.linux_parameters.${member}.${place}", of = "containers.linux_parameters.${member}", has = keys(part) }
      ], [])]),
    )
  ])
  unknown_container_members = flatten([
    for part in concat(local.container_parts, local.linux_parts) : [
      for member in setsubtract(part.has, local.members[part.of]) :
      "'${part.at}.${member}' is not known here: it takes ${join(", ", local.members[part.of])}."
    ]
  ])

  queue_parts = flatten([
    for key, item in var.given_queues : concat(
      [{ at = "queues.${key}", of = "queues", has = try(keys(item), []) }],
      [for member in local.one_of.queues : { at = "queues.${key}.${member}", of = "queues.${member}", has = keys(item[member]) } if can(keys(item[member]))],
      flatten([for member in local.all_of.queues : try([
        for place, part in item[member] : { at = "queues.${key}.${member}.${place}", of = "queues.${member}", has = keys(part) }
      ], [])]),
    )
  ])
  unknown_queue_members = flatten([
    for part in local.queue_parts : [
      for member in setsubtract(part.has, local.members[part.of]) :
      "'${part.at}.${member}' is not known here: it takes ${join(", ", local.members[part.of])}."
    ]
  ])

  existing_queue_parts = flatten([
    for key, item in var.given_existing_queues : concat(
      [{ at = "existing_queues.${key}", of = "existing_queues", has = try(keys(item), []) }],
      [for member in local.one_of.existing_queues : { at = "existing_queues.${key}.${member}", of = "existing_queues.${member}", has = keys(item[member]) } if can(keys(item[member]))],
      flatten([for member in local.all_of.existing_queues : try([
        for place, part in item[member] : { at = "existing_queues.${key}.${member}.${place}", of = "existing_queues.${member}", has = keys(part) }
      ], [])]),
    )
  ])
  unknown_existing_queue_members = flatten([
    for part in local.existing_queue_parts : [
      for member in setsubtract(part.has, local.members[part.of]) :
      "'${part.at}.${member}' is not known here: it takes ${join(", ", local.members[part.of])}."
    ]
  ])

  volume_parts = flatten([
    for key, item in var.given_volumes : concat(
      [{ at = "volumes.${key}", of = "volumes", has = try(keys(item), []) }],
      [for member in local.one_of.volumes : { at = "volumes.${key}.${member}", of = "volumes.${member}", has = keys(item[member]) } if can(keys(item[member]))],
      flatten([for member in local.all_of.volumes : try([
        for place, part in item[member] : { at = "volumes.${key}.${member}.${place}", of = "volumes.${member}", has = keys(part) }
      ], [])]),
    )
  ])
  unknown_volume_members = flatten([
    for part in local.volume_parts : [
      for member in setsubtract(part.has, local.members[part.of]) :
      "'${part.at}.${member}' is not known here: it takes ${join(", ", local.members[part.of])}."
    ]
  ])

  execution_role_statement_parts = flatten([
    for key, item in var.given_execution_role_statements : concat(
      [{ at = "execution_role_statements.${key}", of = "execution_role_statements", has = try(keys(item), []) }],
      [for member in local.one_of.execution_role_statements : { at = "execution_role_statements.${key}.${member}", of = "execution_role_statements.${member}", has = keys(item[member]) } if can(keys(item[member]))],
      flatten([for member in local.all_of.execution_role_statements : try([
        for place, part in item[member] : { at = "execution_role_statements.${key}.${member}.${place}", of = "execution_role_statements.${member}", has = keys(part) }
      ], [])]),
    )
  ])
  unknown_execution_role_statement_members = flatten([
    for part in local.execution_role_statement_parts : [
      for member in setsubtract(part.has, local.members[part.of]) :
      "'${part.at}.${member}' is not known here: it takes ${join(", ", local.members[part.of])}."
    ]
  ])

  task_role_statement_parts = flatten([
    for key, item in var.given_task_role_statements : concat(
      [{ at = "task_role_statements.${key}", of = "task_role_statements", has = try(keys(item), []) }],
      [for member in local.one_of.task_role_statements : { at = "task_role_statements.${key}.${member}", of = "task_role_statements.${member}", has = keys(item[member]) } if can(keys(item[member]))],
      flatten([for member in local.all_of.task_role_statements : try([
        for place, part in item[member] : { at = "task_role_statements.${key}.${member}.${place}", of = "task_role_statements.${member}", has = keys(part) }
      ], [])]),
    )
  ])
  unknown_task_role_statement_members = flatten([
    for part in local.task_role_statement_parts : [
      for member in setsubtract(part.has, local.members[part.of]) :
      "'${part.at}.${member}' is not known here: it takes ${join(", ", local.members[part.of])}."
    ]
  ])

  unknown_exec_members = [
    for member in setsubtract(try(keys(var.given_execute_command), []), local.members.execute_command) :
    "'execute_command.${member}' is not known here: it takes ${join(", ", local.members.execute_command)}."
  ]
}
