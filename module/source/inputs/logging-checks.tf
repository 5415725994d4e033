# What is wrong with where the containers' output goes.

locals {
  loggings = { for name, c in var.containers : "containers.${name}.logging" => c.logging }
  routers  = [for name, c in var.containers : name if c.firelens != null]
  drivers  = local.fargate ? local.fargate_log_drivers : local.log_drivers

  wrong_drivers = concat(
    [
      for at, logging in local.loggings :
      "'${at}.driver' must be ${join(", ", local.drivers)}${local.fargate ? " on Fargate" : ""}, got '${logging.driver}'."
      if !contains(local.drivers, logging.driver)
    ],
    [
      for name, c in var.containers :
      "'containers.${name}.logging' must have a container with firelens beside it, got none: add the log router."
      if c.logging.driver == "awsfirelens" && length(local.routers) == 0
    ],
    [
      for name, c in var.containers :
      "'containers.${name}.logging' must not go through the log router itself, got awsfirelens: it would wait for itself."
      if c.logging.driver == "awsfirelens" && c.firelens != null
    ],
    length(local.routers) > 1 ? ["'containers' must have at most one with firelens, got ${join(" and ", local.routers)}."] : [],
  )

  # What only the awslogs driver has, and what only the others have.
  of_awslogs = ["log_group_name", "region", "multiline_pattern", "datetime_format", "mode", "max_buffer_size"]
  wrong_logging = flatten([
    for at, logging in local.loggings : concat(
      [
        for member in local.of_awslogs :
        "'${at}.${member}' must stand beside the driver awslogs, got ${logging.driver}: use 'options'."
        if logging[member] != null && logging.driver != "awslogs"
      ],
      [
        for member in ["options", "secret_options"] :
        "'${at}.${member}' must stand beside another driver, got awslogs: its options have members of their own, which are granted."
        if logging.driver == "awslogs" && (member == "options" ? logging.options != null : length(logging.secret_options) > 0)
      ],
      [
        for option in setintersection(logging.options == null ? [] : keys(logging.options), keys(logging.secret_options)) :
        "'${at}.secret_options.${option}' must not stand in 'options' too: keep one of them."
      ],
      [
        for option in setsubtract(keys(logging.secret_option_kms_keys), concat(keys(logging.secret_options), ["*"])) :
        "'${at}.secret_option_kms_keys.${option}' must name an option of 'secret_options' (${join(", ", keys(logging.secret_options))})."
      ],
      [
        for option in concat(logging.options == null ? [] : keys(logging.options), keys(logging.secret_options)) :
        "'${at}' must have options with names without spaces, got '${option}'."
        if !can(regex("^\\S+$", option))
      ],
      [
        for group in logging.log_group_name == null ? [] : [logging.log_group_name] :
        "'${at}.log_group_name' must be 1 to 512 letters, digits or . _ / # -, got '${group}'."
        if !can(regex("^[A-Za-z0-9_./#-]{1,512}$", group))
      ],
      [
        for region in logging.region == null ? [] : [logging.region] :
        "'${at}.region' must be a region such as eu-west-1, got '${region}'."
        if !can(regex("^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}$", region))
      ],
      [
        for region in logging.region == null ? [] : [logging.region] :
        "'${at}.region' must stand beside a log_group_name, got '${region}': the task's own log group is in ${var.location.region}."
        if logging.log_group_name == null && region != var.location.region
      ],
      [
        for prefix in [logging.stream_prefix] :
        "'${at}.stream_prefix' must be 1 to 512 characters without : or *, got '${prefix}'."
        if !can(regex("^[^:*\\s]+$", prefix)) || length(prefix) > 512
      ],
      [
        for pattern in concat(logging.multiline_pattern == null ? [] : [logging.multiline_pattern], logging.datetime_format == null ? [] : [logging.datetime_format]) :
        "'${at}' must have patterns of one line, got '${replace(pattern, "/[\\r\\n]+/", " ")}'."
        if can(regex("[\\r\\n]", pattern))
      ],
      [
        for mode in logging.mode == null ? [] : [logging.mode] :
        "'${at}.mode' must be blocking or non-blocking, got '${mode}'."
        if !contains(["blocking", "non-blocking"], mode)
      ],
      [
        for size in logging.max_buffer_size == null ? [] : [logging.max_buffer_size] :
        "'${at}.max_buffer_size' must be a size such as 25m beside mode non-blocking, got '${size}'."
        if !can(regex("^(?i)[0-9]+[bkmg]?$", size)) || (logging.mode == null ? true : logging.mode != "non-blocking")
      ],
    )
  ])

  wrong_routers = flatten([
    for name, c in var.containers : c.firelens == null ? [] : concat(
      [
        for type in [c.firelens.type] :
        "'containers.${name}.firelens.type' must be fluentbit or fluentd, got '${type}'."
        if !contains(["fluentbit", "fluentd"], type)
      ],
      [
        for file in c.firelens.config_file == null ? [] : [c.firelens.config_file] :
        "'containers.${name}.firelens.config_file' must be a path in the image${local.fargate ? " on Fargate" : " or the ARN of an S3 object"}, got '${file}'."
        if !can(regex("^/\\S+$", file)) && (local.fargate || !can(regex(local.s3_object, file)))
      ],
    )
  ])

  # A router that writes to its own file system stops at start where that is read-only.
  read_only_routers = { for name, c in local.containers : name => c if c.firelens != null && var.task.linux && (c.readonly_root_filesystem == null ? true : c.readonly_root_filesystem) }
  stores = [
    for at, logging in local.loggings : lookup({ for option, value in logging.options : lower(option) => value }, "store_dir", fact.store_folder)
    if logging.options == null ? false : logging.driver == "awsfirelens" && anytrue([for option, value in logging.options : lower(option) == "name" && lower(value) == "s3"])
  ]
  wrong_stores = concat(
    [
      for name, c in local.read_only_routers :
      "'containers.${name}.readonly_root_filesystem' must be false for an init- image, got true: its init process writes the configuration beside its own programs."
      if startswith(c.image_tag == null ? try(regex(":([^:/@]+)(?:@.*)?$", c.image)[0], "") : c.image_tag, "init-")
    ],
    flatten([
      for name, c in local.read_only_routers : [
        for folder in distinct(local.stores) :
        "'containers.${name}.mount_points' must have a writable mount on ${folder} for the output s3, got ${length(c.mount_points) == 0 ? "none" : join(", ", keys(c.mount_points))}: the log router keeps there what it has not sent. Or set readonly_root_filesystem = false."
        if !anytrue([for path, mount in c.mount_points : !mount.read_only && startswith("${folder}/", "${trimsuffix(path, "/")}/")])
      ]
    ]),
  )
}
