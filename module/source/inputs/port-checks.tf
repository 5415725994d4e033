# What is wrong with ports and health checks.

locals {
  ports = flatten([
    for name, c in var.containers : [
      for index, p in c.ports : merge(p, {
        at = "containers.${name}.ports.${p.name == null ? index : p.name}"
        is = "${p.container_port == null ? coalesce(p.container_port_range, "none") : p.container_port}/${p.protocol}"
      })
    ]
  ])

  wrong_ports = concat(
    [
      for p in local.ports :
      "'${p.at}' must have either a container_port or a container_port_range, got ${p.container_port == null ? "none" : "both"}."
      if(p.container_port == null) == (p.container_port_range == null)
    ],
    [
      for p in local.ports :
      "'${p.at}.container_port' must be a whole number from ${fact.port.from} to ${fact.port.to}, got ${p.container_port}."
      if p.container_port == null ? false : !(p.container_port >= fact.port.from && p.container_port <= fact.port.to && floor(p.container_port) == p.container_port)
    ],
    [
      for p in local.ports :
      "'${p.at}.container_port_range' must be a range that goes up, such as 8000-8010, got '${p.container_port_range}'."
      if p.container_port_range == null ? false : !try(
        tonumber(split("-", p.container_port_range)[0]) >= fact.port.from
        && tonumber(split("-", p.container_port_range)[0]) < tonumber(split("-", p.container_port_range)[1])
        && tonumber(split("-", p.container_port_range)[1]) <= fact.port.to
        && length(split("-", p.container_port_range)) == 2
      , false)
    ],
    [
      for p in local.ports :
      "'${p.at}.container_port_range' must be used with awsvpc or bridge, got ${var.task.network}."
      if p.container_port_range != null && !contains(["awsvpc", "bridge"], var.task.network)
    ],
    [
      for p in local.ports :
      "'${p.at}.protocol' must be tcp or udp, got '${p.protocol}'."
      if !contains(["tcp", "udp"], p.protocol)
    ],
    [
      for p in local.ports :
      "'${p.at}.host_port' must not stand beside a range, got ${p.host_port}."
      if p.host_port != null && p.container_port_range != null
    ],
    [
      for p in local.ports :
      "'${p.at}.host_port' must be a whole number from 0 to ${fact.port.to}, got ${p.host_port}."
      if p.host_port == null ? false : !(p.host_port >= 0 && p.host_port <= fact.port.to && floor(p.host_port) == p.host_port)
    ],
    [
      for p in local.ports :
      "'${p.at}.host_port' must be the container_port ${p.container_port} under ${var.task.network}, got ${p.host_port}: leave it out."
      if p.host_port == null || p.container_port == null ? false : contains(["awsvpc", "host"], var.task.network) && p.host_port != p.container_port
    ],
    [
      for p in local.ports :
      "'${p.at}.name' must be 1 to 64 lower-case letters, digits, _ or -, got '${p.name}'."
      if p.name == null ? false : !can(regex("^[a-z0-9][a-z0-9_-]{0,63}$", p.name))
    ],
    [
      for p in local.ports :
      "'${p.at}.app_protocol' must be http, http2 or grpc, got '${p.app_protocol}'."
      if p.app_protocol == null ? false : !contains(["http", "http2", "grpc"], p.app_protocol)
    ],
    [
      for p in local.ports :
      "'${p.at}.app_protocol' must stand beside a name, got '${p.app_protocol}': name the port."
      if p.app_protocol != null && p.name == null
    ],
    flatten([
      for name, c in var.containers : [
        for is, times in { for p in local.ports : p.is => p.at... if startswith(p.at, "containers.${name}.ports.") } :
        "'containers.${name}.ports' must list each port once, got ${is} ${length(times)} times."
        if length(times) > 1
      ]
    ]),
    flatten([
      for name, c in var.containers : [
        for is, times in { for p in c.ports : "${p.host_port}/${p.protocol}" => p... if p.host_port == null ? false : p.host_port > 0 } :
        "'containers.${name}.ports' must list each host_port once, got ${is} ${length(times)} times."
        if length(times) > 1
      ]
    ]),
    [
      for port, places in { for p in local.ports : p.name => p.at... if p.name != null } :
      "'containers.ports' must have a name each, got '${port}' ${length(places)} times: rename one."
      if length(places) > 1
    ],
    var.task.network == "none" ? [for p in local.ports : "'${p.at}' must not be set under none: leave it out."] : [],
  )

  health_checks = { for name, c in var.containers : "containers.${name}.health_check" => c.health_check if c.health_check != null }
  wrong_health_checks = concat(
    [
      for at, h in local.health_checks :
      "'${at}.command' must start with CMD or CMD-SHELL, got '${try(h.command[0], "")}'."
      if !contains(["CMD", "CMD-SHELL"], try(h.command[0], ""))
    ],
    [
      for at, h in local.health_checks :
      "'${at}.command' must have something to run after CMD or CMD-SHELL, got ${length(h.command)} item."
      if length(h.command) < 2
    ],
    [
      for at, h in local.health_checks :
      "'${at}.command' must be one string after CMD-SHELL, got ${length(h.command) - 1}: join them, or use CMD."
      if try(h.command[0], "") == "CMD-SHELL" && length(h.command) > 2
    ],
    flatten([
      for at, h in local.health_checks : [
        for word in h.command :
        "'${at}.command' must be words of one program after CMD, got '${word}': no shell reads them, use [\"CMD-SHELL\", \"…\"]."
        if try(h.command[0], "") == "CMD" && can(regex("^(?:[|][|]?|&&?|;|exit|>>?|<|2>(?:&1|/dev/null))$", word))
      ]
    ]),
    flatten([
      for at, h in local.health_checks : [
        for member, range in local.health_check_numbers :
        "'${at}.${member}' must be a whole number from ${range.from} to ${range.to}, got ${h[member]}."
        if h[member] == null ? false : !(h[member] >= range.from && h[member] <= range.to && floor(h[member]) == h[member])
      ]
    ]),
  )
}
