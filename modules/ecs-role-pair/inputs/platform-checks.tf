# What the platform refuses of a container, and what is wrong with its limits and its place in Linux.

locals {
  refused_here = merge(
    { for member in local.fargate ? [
      "privileged",
      "links",
      "disable_networking",
      "dns_search_domains",
      "dns_servers",
      "docker_security_options",
      "extra_hosts",
      "gpu_count",
    ] : [] : member => "on Fargate" },
    { for member in var.task.network == "awsvpc" ? ["hostname", "links", "dns_search_domains", "dns_servers", "extra_hosts"] : [] : member => local.fargate && contains([
      "privileged",
      "links",
      "disable_networking",
      "dns_search_domains",
      "dns_servers",
      "docker_security_options",
      "extra_hosts",
      "gpu_count",
    ], member) ? "on Fargate" : "under awsvpc" },
    { for member in var.task.network == "host" ? ["links"] : [] : member => "under host" },
    { for member in var.task.network == "none" ? ["links"] : [] : member => "under none" },
    { for member in var.task.linux ? [] : ["linux_parameters", "privileged", "readonly_root_filesystem", "ulimits"] : member => "on Windows" },
  )
  wrong_places = flatten([
    for name, c in var.containers : [
      for member, where in local.refused_here :
      "'containers.${name}.${member}' must not be set ${where}: leave it out."
      if c[member] == null ? false : try(tobool(c[member]), true)
    ]
  ])

  wrong_ulimits = flatten([
    for name, c in var.containers : [
      for limit, u in c.ulimits == null ? {} : c.ulimits : concat(
        contains(local.ulimits, limit) ? [] : ["'containers.${name}.ulimits' must be of ${join(", ", local.ulimits)}, got '${limit}'."],
        [
          for at, value in { soft_limit = u.soft_limit, hard_limit = u.hard_limit } :
          "'containers.${name}.ulimits.${limit}.${at}' must be a whole number of at least -1, got ${value}."
          if value < -1 || floor(value) != value
        ],
        u.hard_limit != -1 && (u.soft_limit == -1 || u.soft_limit > u.hard_limit) ? [
          "'containers.${name}.ulimits.${limit}.soft_limit' must be at most the hard limit ${u.hard_limit}, got ${u.soft_limit}."
        ] : [],
      )
    ]
  ])

  linux = { for name, c in var.containers : "containers.${name}.linux_parameters" => c.linux_parameters if c.linux_parameters != null }
  wrong_linux = flatten([
    for at, linux in local.linux : concat(
      [
        for capability in linux.capabilities == null ? [] : concat(linux.capabilities.add, linux.capabilities.drop) :
        "'${at}.capabilities' must be capabilities of Linux, without CAP_, got '${capability}'."
        if !contains(local.capabilities, capability)
      ],
      [
        for capability in linux.capabilities == null ? [] : linux.capabilities.add :
        "'${at}.capabilities.add' must be SYS_PTRACE on Fargate, got '${capability}'."
        if local.fargate && capability != "SYS_PTRACE"
      ],
      [
        for member in ["devices", "max_swap_mib", "shared_memory_size_mib", "swappiness", "tmpfs"] :
        "'${at}.${member}' must not be set on Fargate: leave it out."
        if local.fargate && linux[member] != null
      ],
      [
        for member, range in local.linux_numbers :
        "'${at}.${member}' must be a whole number ${range.to == null ? "of at least ${range.from}" : "from ${range.from} to ${range.to}"}, got ${linux[member]}."
        if linux[member] == null ? false : !(linux[member] >= range.from && (range.to == null ? true : linux[member] <= range.to) && floor(linux[member]) == linux[member])
      ],
      [
        for path in concat(keys(linux.devices == null ? {} : linux.devices), keys(linux.tmpfs == null ? {} : linux.tmpfs), compact([for d in linux.devices == null ? {} : linux.devices : d.container_path])) :
        "'${at}' must name devices and tmpfs by absolute paths, got '${path}'."
        if !can(regex("^/\\S*$", path))
      ],
      flatten([
        for path, device in linux.devices == null ? {} : linux.devices : [
          for permission in device.permissions == null ? [] : device.permissions :
          "'${at}.devices.${path}.permissions' must be read, write or mknod, got '${permission}'."
          if !contains(["read", "write", "mknod"], permission)
        ]
      ]),
      [
        for path, tmpfs in linux.tmpfs == null ? {} : linux.tmpfs :
        "'${at}.tmpfs.${path}.size_mib' must be a whole number of at least 1, got ${tmpfs.size_mib}."
        if tmpfs.size_mib < 1 || floor(tmpfs.size_mib) != tmpfs.size_mib
      ],
    )
  ])

  wrong_restarts = flatten([
    for name, c in var.containers : c.restart_policy == null ? [] : concat(
      [
        for code in c.restart_policy.ignored_exit_codes == null ? [] : c.restart_policy.ignored_exit_codes :
        "'containers.${name}.restart_policy.ignored_exit_codes' must be whole numbers from 0 to 255, got ${code}."
        if code < 0 || code > 255 || floor(code) != code
      ],
      length(c.restart_policy.ignored_exit_codes == null ? [] : c.restart_policy.ignored_exit_codes) > 50 ? [
        "'containers.${name}.restart_policy.ignored_exit_codes' must be at most 50, got ${length(c.restart_policy.ignored_exit_codes)}."
      ] : [],
      [
        for seconds in c.restart_policy.restart_attempt_period_seconds == null ? [] : [c.restart_policy.restart_attempt_period_seconds] :
        "'containers.${name}.restart_policy.restart_attempt_period_seconds' must be a whole number from 60 to 1800, got ${seconds}."
        if seconds < 60 || seconds > 1800 || floor(seconds) != seconds
      ],
    )
  ])

  wrong_links = flatten([
    for name, c in var.containers : [
      for link in c.links == null ? [] : c.links :
      "'containers.${name}.links' must name another container of the task (${join(", ", setsubtract(keys(var.containers), [name]))}), got '${link}'."
      if var.task.network == "bridge" && !contains(setsubtract(keys(var.containers), [name]), split(":", link)[0])
    ]
  ])
}
