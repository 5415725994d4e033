# Members that nothing here knows: each is misspelt, or does nothing.

locals {
  members = fact.members

  # The members that are an object each, and those that hold several: a list, or a map.
  one_of = fact.members_of_one
  all_of = fact.members_of_all

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
