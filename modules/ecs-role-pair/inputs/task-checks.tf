# What is wrong with the task as a whole, its containers being what they are.

locals {
  cpu_units     = var.task.cpu_units
  memory_mib    = var.task.memory_mib
  memory_of_row = try(local.fargate_memory[tostring(local.cpu_units)], null)

  wrong_sizes = !local.fargate ? [] : concat(
    [
      for cpu_units in [local.cpu_units == null ? "nothing" : tostring(local.cpu_units)] :
      "'cpu_units' must be ${join(", ", [for row in local.fargate_cpu_units : tostring(row)])} on Fargate, got ${cpu_units}."
      if !contains(keys(local.fargate_memory), cpu_units)
    ],
    [
      for row in local.memory_of_row == null ? [] : [local.memory_of_row] :
      "'memory_mib' must be ${join(", ", [for size in row : tostring(size)])} with cpu_units ${local.cpu_units} on Fargate, got ${local.memory_mib == null ? "nothing" : local.memory_mib}."
      if local.memory_mib == null ? true : !contains(row, local.memory_mib)
    ],
    [
      for cpu_units in local.cpu_units == null ? [] : [local.cpu_units] :
      "'cpu_units' must be at least 1024 for Windows on Fargate, got ${cpu_units}."
      if !var.task.linux && cpu_units < 1024
    ],
  )

  cpu_units_together          = sum(concat([0], [for c in var.containers : c.cpu_units]))
  memory_reservation_together = sum(concat([0], [for c in var.containers : c.memory_reservation_mib == null ? 0 : c.memory_reservation_mib]))
  wrong_shares = concat(
    [
      for limit in local.cpu_units == null ? [] : [local.cpu_units] :
      "'containers' must together have at most the task's cpu_units ${limit}, got ${local.cpu_units_together} in ${join(", ", [for name, c in var.containers : "${name} (${c.cpu_units})"])}."
      if local.cpu_units_together > limit
    ],
    [
      for limit in local.memory_mib == null ? [] : [local.memory_mib] :
      "'containers' must together have at most the task's memory_mib ${limit} in memory_reservation_mib, got ${local.memory_reservation_together}."
      if local.memory_reservation_together > limit
    ],
    [
      for name, c in var.containers :
      "'containers.${name}.memory_mib' must be at most the task's ${local.memory_mib}, got ${c.memory_mib}."
      if c.memory_mib == null || local.memory_mib == null ? false : c.memory_mib > local.memory_mib
    ],
    [
      for name, c in var.containers :
      "'containers.${name}.memory_reservation_mib' must be at most memory_mib ${c.memory_mib}, got ${c.memory_reservation_mib}."
      if c.memory_mib == null || c.memory_reservation_mib == null ? false : c.memory_reservation_mib > c.memory_mib
    ],
    [
      for name, c in var.containers :
      "'containers.${name}' must have memory_mib or memory_reservation_mib, or the task memory_mib, got nothing."
      if !local.fargate && local.memory_mib == null && c.memory_mib == null && c.memory_reservation_mib == null
    ],
  )

  wrong_dependencies = concat(
    flatten([
      for name, c in var.containers : [
        for other, condition in c.depends_on : concat(
          contains(["START", "COMPLETE", "SUCCESS", "HEALTHY"], condition) ? [] : [
            "'containers.${name}.depends_on.${other}' must be START, COMPLETE, SUCCESS or HEALTHY, got '${condition}'."
          ],
          contains(keys(var.containers), other) && other != name ? [] : [
            "'containers.${name}.depends_on' must name another container of the task (${join(", ", setsubtract(keys(var.containers), [name]))}), got '${other}'."
          ],
          condition == "HEALTHY" && try(var.containers[other].health_check == null, false) ? [
            "'containers.${name}.depends_on.${other}' must have a health_check for HEALTHY, got nothing: ECS would wait for ever."
          ] : [],
          contains(["COMPLETE", "SUCCESS"], condition) && try(var.containers[other].essential, false) ? [
            "'containers.${name}.depends_on.${other}' must not be essential for ${condition}, got essential = true: the task ends when an essential container does."
          ] : [],
        )
      ]
    ]),
    # Each step follows the waits twice as far as the one before: four of them are 16 containers, of which ECS takes 10.
    [
      for name, reached in local.waits_16 :
      "'containers' must not wait for each other in a circle, got ${name} waiting for itself through ${join(", ", local.waits_1[name])}."
      if contains(reached, name) && !contains(local.waits_1[name], name)
    ],
  )
  waits_1  = { for name, c in var.containers : name => [for other in keys(c.depends_on) : other if contains(keys(var.containers), other)] }
  waits_2  = { for name, others in local.waits_1 : name => distinct(flatten([others, [for other in others : local.waits_1[other]]])) }
  waits_4  = { for name, others in local.waits_2 : name => distinct(flatten([others, [for other in others : local.waits_2[other]]])) }
  waits_8  = { for name, others in local.waits_4 : name => distinct(flatten([others, [for other in others : local.waits_4[other]]])) }
  waits_16 = { for name, others in local.waits_8 : name => distinct(flatten([others, [for other in others : local.waits_8[other]]])) }

  wrong_mounts = flatten([
    for name, c in var.containers : concat(
      [
        for path in keys(c.mount_points) :
        "'containers.${name}.mount_points' must be mapped by absolute paths, got '${path}'."
        if !can(regex(local.absolute_path, path))
      ],
      [
        for path, mount in c.mount_points :
        "'containers.${name}.mount_points.${path}.volume' must name a volume of the task (${join(", ", keys(var.volumes))}), got '${mount.volume}'."
        if !contains(keys(var.volumes), mount.volume)
      ],
      [
        for other in keys(c.volumes_from) :
        "'containers.${name}.volumes_from' must name another container of the task (${join(", ", setsubtract(keys(var.containers), [name]))}), got '${other}'."
        if other == name || !contains(keys(var.containers), other)
      ],
    )
  ])

  # What the agent of ECS Exec writes to. A read-only root file system needs mounts there.
  exec_folders = ["/managed-agents", "/var/lib/amazon/ssm", "/var/log/amazon/ssm"]
  wrong_exec = var.execute_command == null || !var.task.linux ? [] : [
    for name, c in var.containers :
    "'containers.${name}.mount_points' must have writable mounts on ${join(", ", local.exec_folders)} beside execute_command, got ${length(c.mount_points) == 0 ? "none" : join(", ", keys(c.mount_points))}: ECS Exec writes there, and the root file system is read-only by default. Mount a volume on each, or set readonly_root_filesystem = false."
    if(c.readonly_root_filesystem == null ? true : c.readonly_root_filesystem) && !alltrue([
      for folder in local.exec_folders : anytrue([
        for path, mount in c.mount_points : !mount.read_only && startswith("${folder}/", "${trimsuffix(path, "/")}/")
      ])
    ])
  ]

  efs    = { for name, v in var.volumes : name => v.efs if v.efs != null }
  fsx    = { for name, v in var.volumes : name => v.fsx if v.fsx != null }
  docker = { for name, v in var.volumes : name => v.docker if v.docker != null }
  volume_kinds = {
    for name, v in var.volumes : name => [
      for kind, is in {
        host_path            = v.host_path != null
        efs                  = v.efs != null
        fsx                  = v.fsx != null
        docker               = v.docker != null
        configured_at_launch = v.configured_at_launch
      } : kind if is
    ]
  }
  volumes_at_launch = [for name, v in var.volumes : name if v.configured_at_launch]
  wrong_volumes = concat(
    [
      for name in keys(var.volumes) :
      "'volumes' must have names of 1 to 255 letters, digits, _ or -, got '${name}'."
      if !can(regex("^[A-Za-z0-9_-]{1,255}$", name))
    ],
    [
      for name, v in var.volumes :
      "'volumes.${name}.host_path' must be an absolute path of the host, which there is none of on Fargate, got '${v.host_path}'."
      if v.host_path == null ? false : local.fargate || !can(regex(local.absolute_path, v.host_path))
    ],
    [
      for name, kinds in local.volume_kinds :
      "'volumes.${name}' must be of one kind, got ${join(" and ", kinds)}: keep one of them."
      if length(kinds) > 1
    ],
    [
      for name, v in var.volumes :
      "'volumes.${name}.efs' must not be set on Windows, got ${v.efs.file_system_id}: use fsx."
      if v.efs != null && !var.task.linux
    ],
    [
      for name, v in var.volumes :
      "'volumes.${name}.fsx' must be set on EC2 with Windows only, got ${v.fsx.file_system_id}: use efs elsewhere."
      if v.fsx != null && (local.fargate || var.task.linux)
    ],
    [
      for name, fsx in local.fsx :
      "'volumes.${name}.fsx.file_system_id' must be fs- and 8 to 40 hexadecimal digits, got '${fsx.file_system_id}'."
      if !can(regex("^fs-[0-9a-f]{8,40}$", fsx.file_system_id))
    ],
    [
      for name, fsx in local.fsx :
      "'volumes.${name}.fsx.domain' must be a domain's full name, corp.example.com for example, got '${fsx.domain}'."
      if !can(regex("^[\\w-]+([.][\\w-]+)+$", fsx.domain))
    ],
    [
      for name, v in var.volumes :
      "'volumes.${name}.docker' must not be set on Fargate: the task has no host of its own."
      if v.docker != null && local.fargate
    ],
    [
      for name, docker in local.docker :
      "'volumes.${name}.docker.scope' must be task or shared, got '${docker.scope}'."
      if !contains(["task", "shared"], docker.scope)
    ],
    [
      for name, docker in local.docker :
      "'volumes.${name}.docker.autoprovision' must stand beside scope shared, got ${docker.autoprovision}."
      if docker.autoprovision != null && docker.scope != "shared"
    ],
    length(local.volumes_at_launch) > 1 ? [
      "'volumes' must have at most one that is configured_at_launch, got ${join(" and ", local.volumes_at_launch)}."
    ] : [],
    [
      for name in local.volumes_at_launch :
      "'volumes.${name}' must be mounted by a container, being configured_at_launch, got no mount_points."
      if !contains(flatten([for c in var.containers : [for mount in c.mount_points : mount.volume]]), name)
    ],
    [
      for name, efs in local.efs :
      "'volumes.${name}.efs.file_system_id' must be fs- and 8 to 40 hexadecimal digits, got '${efs.file_system_id}'."
      if !can(regex("^fs-[0-9a-f]{8,40}$", efs.file_system_id))
    ],
    [
      for name, efs in local.efs :
      "'volumes.${name}.efs.access_point_id' must be fsap- and 8 to 40 hexadecimal digits, got '${efs.access_point_id}'."
      if efs.access_point_id == null ? false : !can(regex("^fsap-[0-9a-f]{8,40}$", efs.access_point_id))
    ],
    [
      for name, efs in local.efs :
      "'volumes.${name}.efs.root_directory' must be an absolute path, and left out beside an access point, which has its own, got '${efs.root_directory}'."
      if efs.root_directory == null ? false : !can(regex("^/\\S*$", efs.root_directory)) || efs.root_directory != "/" && efs.access_point_id != null
    ],
    [
      for name, efs in local.efs :
      "'volumes.${name}.efs.root_access' must stand beside iam, got true: it is a permission of the task role."
      if efs.root_access && !efs.iam
    ],
    [
      for name, efs in local.efs :
      "'volumes.${name}.efs.transit_encryption_port' must be a whole number from 1 to 65535, got ${efs.transit_encryption_port}."
      if efs.transit_encryption_port == null ? false : !(efs.transit_encryption_port >= 1 && efs.transit_encryption_port <= 65535 && floor(efs.transit_encryption_port) == efs.transit_encryption_port)
    ],
  )
}
