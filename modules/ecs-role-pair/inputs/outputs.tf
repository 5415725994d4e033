# What the module goes on with: typed, with defaults, and checked. What is wrong is said here, and nothing else is planned.

output "containers" {
  description = "The containers."
  value       = local.found_containers

  precondition {
    condition     = length(local.unknown_container_members) == 0
    error_message = join("\n", local.unknown_container_members)
  }

  precondition {
    condition     = length(local.wrong_names) == 0
    error_message = join("\n", local.wrong_names)
  }

  precondition {
    condition     = length(local.wrong_images) == 0
    error_message = join("\n", local.wrong_images)
  }

  precondition {
    condition     = length(local.wrong_registries) == 0
    error_message = join("\n", local.wrong_registries)
  }

  precondition {
    condition     = length(local.wrong_regions) == 0
    error_message = join("\n", local.wrong_regions)
  }

  precondition {
    condition     = length(local.wrong_tags) == 0
    error_message = join("\n", local.wrong_tags)
  }

  precondition {
    condition     = length(local.wrong_numbers) == 0
    error_message = join("\n", local.wrong_numbers)
  }

  precondition {
    condition     = length(local.wrong_timeouts) == 0
    error_message = join("\n", local.wrong_timeouts)
  }

  precondition {
    condition     = length(local.wrong_texts) == 0
    error_message = join("\n", local.wrong_texts)
  }

  precondition {
    condition     = length(local.wrong_variables) == 0
    error_message = join("\n", local.wrong_variables)
  }

  precondition {
    condition     = length(local.wrong_plain_texts) == 0
    error_message = join("\n", local.wrong_plain_texts)
  }

  precondition {
    condition     = length(local.wrong_secrets) == 0
    error_message = join("\n", local.wrong_secrets)
  }

  precondition {
    condition     = length(local.wrong_accounts) == 0
    error_message = join("\n", local.wrong_accounts)
  }

  precondition {
    condition     = length(local.wrong_credentials) == 0
    error_message = join("\n", local.wrong_credentials)
  }

  precondition {
    condition     = length(local.wrong_secret_keys) == 0
    error_message = join("\n", local.wrong_secret_keys)
  }

  precondition {
    condition     = length(local.wrong_keys_here) == 0
    error_message = join("\n", local.wrong_keys_here)
  }

  precondition {
    condition     = length(local.wrong_regions_of_keys) == 0
    error_message = join("\n", local.wrong_regions_of_keys)
  }

  precondition {
    condition     = length(local.wrong_files) == 0
    error_message = join("\n", local.wrong_files)
  }

  precondition {
    condition     = length(local.wrong_credential_specs) == 0
    error_message = join("\n", local.wrong_credential_specs)
  }

  precondition {
    condition     = length(local.wrong_ports) == 0
    error_message = join("\n", local.wrong_ports)
  }

  precondition {
    condition     = length(local.wrong_health_checks) == 0
    error_message = join("\n", local.wrong_health_checks)
  }

  precondition {
    condition     = length(local.wrong_sizes) == 0
    error_message = join("\n", local.wrong_sizes)
  }

  precondition {
    condition     = length(local.wrong_shares) == 0
    error_message = join("\n", local.wrong_shares)
  }

  precondition {
    condition     = length(local.wrong_dependencies) == 0
    error_message = join("\n", local.wrong_dependencies)
  }

  precondition {
    condition     = length(local.wrong_mounts) == 0
    error_message = join("\n", local.wrong_mounts)
  }

  precondition {
    condition     = length(local.wrong_exec) == 0
    error_message = join("\n", local.wrong_exec)
  }

  precondition {
    condition     = length(local.wrong_drivers) == 0
    error_message = join("\n", local.wrong_drivers)
  }

  precondition {
    condition     = length(local.wrong_logging) == 0
    error_message = join("\n", local.wrong_logging)
  }

  precondition {
    condition     = length(local.wrong_routers) == 0
    error_message = join("\n", local.wrong_routers)
  }

  precondition {
    condition     = length(local.wrong_stores) == 0
    error_message = join("\n", local.wrong_stores)
  }

  precondition {
    condition     = length(local.wrong_places) == 0
    error_message = join("\n", local.wrong_places)
  }

  precondition {
    condition     = length(local.wrong_ulimits) == 0
    error_message = join("\n", local.wrong_ulimits)
  }

  precondition {
    condition     = length(local.wrong_linux) == 0
    error_message = join("\n", local.wrong_linux)
  }

  precondition {
    condition     = length(local.wrong_restarts) == 0
    error_message = join("\n", local.wrong_restarts)
  }

  precondition {
    condition     = length(local.wrong_links) == 0
    error_message = join("\n", local.wrong_links)
  }
}

output "fetched_values" {
  description = "The parameters and secrets that ECS fetches, each with the place it is named at and the key that encrypts it."
  value       = local.fetched_values
}

output "fetched_files" {
  description = "The objects in S3 that ECS fetches, each with its key and the statement that it belongs in."
  value       = local.fetched_files
}

output "queues" {
  description = "The queues, with their whole names."
  value = {
    for key, q in var.queues : key => merge(q, {
      name                   = local.queue_names["queues.${key}"]
      dead_letter_queue_name = lookup(local.queue_names, "queues.${key}.dead_letter_queue", null)
    })
  }

  precondition {
    condition     = length(local.unknown_queue_members) == 0
    error_message = join("\n", local.unknown_queue_members)
  }

  precondition {
    condition     = length(local.wrong_queue_names) == 0
    error_message = join("\n", local.wrong_queue_names)
  }

  precondition {
    condition     = length(local.wrong_queue_numbers) == 0
    error_message = join("\n", local.wrong_queue_numbers)
  }

  precondition {
    condition     = length(local.wrong_retentions) == 0
    error_message = join("\n", local.wrong_retentions)
  }

  precondition {
    condition     = length(local.wrong_queues) == 0
    error_message = join("\n", local.wrong_queues)
  }

  precondition {
    condition     = length(local.wrong_queue_keys) == 0
    error_message = join("\n", local.wrong_queue_keys)
  }

  precondition {
    condition     = length(local.wrong_senders) == 0
    error_message = join("\n", local.wrong_senders)
  }

  precondition {
    condition     = length(local.wrong_alarms) == 0
    error_message = join("\n", local.wrong_alarms)
  }

  precondition {
    condition     = length(local.wrong_queue_tags) == 0
    error_message = join("\n", local.wrong_queue_tags)
  }
}

output "existing_queues" {
  description = "The queues that exist already."
  value       = var.existing_queues

  precondition {
    condition     = length(local.unknown_existing_queue_members) == 0
    error_message = join("\n", local.unknown_existing_queue_members)
  }
}

output "volumes" {
  description = "The volumes."
  value       = local.found_volumes

  precondition {
    condition     = length(local.unknown_volume_members) == 0
    error_message = join("\n", local.unknown_volume_members)
  }

  precondition {
    condition     = length(local.wrong_volumes) == 0
    error_message = join("\n", local.wrong_volumes)
  }
}

output "execute_command" {
  description = "What ECS Exec logs to."
  value       = var.execute_command

  precondition {
    condition     = length(local.unknown_exec_members) == 0
    error_message = join("\n", local.unknown_exec_members)
  }

  precondition {
    condition     = length(local.wrong_exec_logging) == 0
    error_message = join("\n", local.wrong_exec_logging)
  }
}

output "execution_role_statements" {
  description = "What else the execution role may do."
  value       = var.execution_role_statements

  precondition {
    condition     = length(local.unknown_execution_role_statement_members) == 0
    error_message = join("\n", local.unknown_execution_role_statement_members)
  }

  precondition {
    condition     = length(local.wrong_execution_role_statements) == 0
    error_message = join("\n", local.wrong_execution_role_statements)
  }
}

output "task_role_statements" {
  description = "What else the task role may do."
  value       = var.task_role_statements

  precondition {
    condition     = length(local.unknown_task_role_statement_members) == 0
    error_message = join("\n", local.unknown_task_role_statement_members)
  }

  precondition {
    condition     = length(local.wrong_task_role_statements) == 0
    error_message = join("\n", local.wrong_task_role_statements)
  }
}
