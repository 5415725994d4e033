# What is wrong with a container by itself. Each list is of sentences, and empty where nothing is wrong; a value that is
# known only after apply leaves the others to be judged now.

locals {
  fargate = var.task.fargate

  # What is sensitive here only because of where it came from: it says what to run and where to look, and is no secret.
  containers = {
    for name, c in var.containers : name => merge(c, {
      image     = nonsensitive(c.image)
      image_tag = nonsensitive(c.image_tag)
      secrets   = { for variable, place in c.secrets : variable => nonsensitive(place) }
      logging   = merge(c.logging, { secret_options = { for option, place in c.logging.secret_options : option => nonsensitive(place) } })
    })
  }

  image_name     = "^(?:(?:[A-Za-z0-9][A-Za-z0-9.-]*(?:[.][A-Za-z0-9.-]+|:[0-9]+)|localhost(?::[0-9]+)?)/)?[a-z0-9]+(?:(?:[.]|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[.]|_|__|-+)[a-z0-9]+)*)*(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$"
  ecr_image      = "^[0-9]{12}[.]dkr[.-]ecr(?:-fips)?[.][a-z0-9-]+[.][a-z0-9.-]+/"
  ecr_region     = "^[0-9]{12}[.]dkr[.-]ecr(?:-fips)?[.]([a-z0-9-]+)[.]"
  like_ecr       = "dkr[.-]ecr"
  variable_name  = "^[^=\\s]+$"
  few_words      = "\\S.*\\s.*\\S"
  absolute_path  = "^(?:/|[A-Za-z]:\\\\)\\S*$"
  s3_object      = "^arn:${var.location.partition}:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]/[^*?]+$"
  parameter_name = "^/?[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*$"
  secret_by_name = "^secretsmanager:[A-Za-z0-9/_+=.@!-]{1,512}(?::[^:]*:[^:]*:[^:]*)?$"
  parameter_arn  = "^arn:${var.location.partition}:ssm:[a-z0-9-]+:[0-9]{12}:parameter(?:/[A-Za-z0-9_.-]+)+$"
  secret_arn     = "^arn:${var.location.partition}:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@!-]{1,519}(?::[^:]*:[^:]*:[^:]*)?$"
  key_arn        = "^arn:${var.location.partition}:kms:([a-z0-9-]+):[0-9]{12}:key/(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$"
  key_alias      = "^alias/[A-Za-z0-9/_-]{1,250}$"
  aws_key_alias  = "^alias/aws/"

  wrong_names = concat(
    length(var.containers) == 0 ? ["'containers' must have at least one container."] : [],
    [
      for name in keys(var.containers) :
      "'containers' must have names of 1 to 255 letters, digits, _ or -, got '${name}'."
      if !can(regex("^[A-Za-z0-9_-]{1,255}$", name))
    ],
    length(var.containers) > 10 ? [
      "'containers' must be at most 10, got ${length(var.containers)}: ECS takes no more in a task."
    ] : [],
    length(var.containers) > 0 && !anytrue(values(var.containers)[*].essential) ? [
      "'containers' must have one that is essential, got essential = false in each: ECS would refuse the task."
    ] : [],
  )

  wrong_images = [
    for name, c in local.containers :
    "'containers.${name}.image' must be an image's name such as public.ecr.aws/nginx/nginx:1.27, without https://, got '${c.image}'."
    if !can(regex(local.image_name, c.image))
  ]
  wrong_registries = [
    for name, c in local.containers :
    "'containers.${name}.image' must name an ECR registry of 12 digits, <account>.dkr.ecr.<region>.amazonaws.com, got '${c.image}'."
    if can(regex(local.like_ecr, c.image)) && !can(regex(local.ecr_image, c.image))
  ]
  # ECR of another partition is another AWS, which roles do not reach.
  wrong_regions = [
    for name, c in local.containers :
    "'containers.${name}.image' must be in a region of the partition ${var.location.partition}, got '${c.image}': roles reach no further."
    if can(regex(local.ecr_image, c.image)) && var.location.partition != try(
      [for partition, regions in local.partition_regions : partition if can(regex(regions, regex(local.ecr_region, c.image)[0]))][0],
      "aws"
    )
  ]
  wrong_tags = concat(
    [
      for name, c in local.containers :
      "'containers.${name}.image' must name an ECR repository of up to 256 characters, got '${c.image}'."
      if can(regex(local.ecr_image, c.image)) && !can(regex("^[^/]+/[^:@]{1,256}(?:[:@]|$)", c.image))
    ],
    [
      for name, c in local.containers :
      "'containers.${name}.image' must have a tag or a digest, got '${c.image}': without one, nobody knows what runs."
      if c.image_tag == null && can(regex(local.ecr_image, c.image)) && !can(regex("(?::[^/]+|@.+)$", c.image))
    ],
    [
      for name, c in local.containers :
      "'containers.${name}.image_tag' must stand beside an image without tag and digest, got '${c.image}'."
      if c.image_tag == null ? false : can(regex("(?::[^/]+|@.+)$", c.image))
    ],
    [
      for name, c in local.containers :
      "'containers.${name}.image_tag' must be 1 to 128 letters, digits or . _ -, or a digest, got '${c.image_tag}'."
      if c.image_tag == null ? false : !can(regex("^(?:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}|sha256:[0-9a-f]{64})$", c.image_tag))
    ],
    [
      for name, c in local.containers :
      "'containers.${name}.pull_through_cache' must stand beside an image in a private ECR repository, got '${c.image}'."
      if c.pull_through_cache == null ? false : !can(regex(local.ecr_image, c.image))
    ],
  )

  wrong_numbers = flatten([
    for name, c in var.containers : [
      for member, range in local.container_numbers :
      "'containers.${name}.${member}' must be a whole number ${range.to == null ? "of at least ${range.from}" : "from ${range.from} to ${range.to}"}, got ${c[member]}."
      if c[member] == null ? false : !(c[member] >= range.from && (range.to == null ? true : c[member] <= range.to) && floor(c[member]) == c[member])
    ]
  ])
  wrong_timeouts = flatten([
    for name, c in var.containers : [
      for member in ["start_timeout_seconds", "stop_timeout_seconds"] :
      "'containers.${name}.${member}' must be at most 120 on Fargate, got ${c[member]}."
      if c[member] == null ? false : local.fargate && c[member] > 120
    ]
  ])
  wrong_texts = flatten([
    for name, c in var.containers : concat(
      c.user == null ? [] : [
        for user in [c.user] :
        "'containers.${name}.user' must be a user, or a user and a group: 1000 or 1000:1000, got '${user}'."
        if !can(regex("^[\\w.$-]+(:[\\w.$-]+)?$", user))
      ],
      c.working_directory == null ? [] : [
        for folder in [c.working_directory] :
        "'containers.${name}.working_directory' must be a path, got '${folder}'."
        if !can(regex("\\S", folder))
      ],
      c.version_consistency == null ? [] : [
        for choice in [c.version_consistency] :
        "'containers.${name}.version_consistency' must be enabled or disabled, got '${choice}'."
        if !contains(["enabled", "disabled"], choice)
      ],
      c.hostname == null ? [] : [
        for hostname in [c.hostname] :
        "'containers.${name}.hostname' must be a name, got '${hostname}'."
        if !can(regex("\\S", hostname))
      ],
      [
        for label, value in c.docker_labels == null ? {} : c.docker_labels :
        "'containers.${name}.docker_labels.${label}' must be a string of one line, got ${length(split("\n", value))} lines."
        if can(regex("[\r\n]", value))
      ],
      [
        for host, address in c.extra_hosts == null ? {} : c.extra_hosts :
        "'containers.${name}.extra_hosts' must map names to addresses that are not empty, got '${host}' = '${address}'."
        if !can(regex("\\S", host)) || !can(regex("\\S", address))
      ],
      [
        for namespace, value in c.system_controls :
        "'containers.${name}.system_controls' must map namespaces to values that are not empty, got '${namespace}' = '${value}'."
        if !can(regex("\\S", namespace)) || !can(regex("\\S", value))
      ],
    )
  ])

  wrong_variables = flatten([
    for name, c in local.containers : concat(
      [
        for variable in concat(keys(c.environment), keys(c.secrets), keys(c.queue_url_variables)) :
        "'containers.${name}' must have variables with names without = or spaces, got '${variable}'."
        if !can(regex(local.variable_name, variable))
      ],
      [
        for variable in setintersection(keys(c.environment), keys(c.secrets)) :
        "'containers.${name}.secrets.${variable}' must not stand in 'environment' too: keep one of them."
      ],
      [
        for variable, key in c.queue_url_variables :
        "'containers.${name}.queue_url_variables.${variable}' must not stand in 'environment' or 'secrets' too: keep one of them."
        if contains(keys(c.environment), variable) || contains(keys(c.secrets), variable)
      ],
      [
        for variable, key in c.queue_url_variables :
        "'containers.${name}.queue_url_variables.${variable}' must be a key of 'queues' or 'existing_queues' (${join(", ", var.task.queue_keys)}), got '${key}'."
        if !contains(var.task.queue_keys, key)
      ],
      [
        for variable in setsubtract(keys(c.secret_kms_keys), concat(keys(c.secrets), ["*"])) :
        "'containers.${name}.secret_kms_keys.${variable}' must name a variable of 'secrets' (${join(", ", keys(c.secrets))})."
      ],
      [
        for variable, reason in c.plain_text_because :
        "'containers.${name}.plain_text_because.${variable}' must name a variable of 'environment' and say why in a few words, got '${reason}'."
        if !contains(keys(c.environment), variable) || !can(regex(local.few_words, reason))
      ],
    )
  ])

  # A value is not repeated: it may be a secret.
  like_a_secret = {
    for name, c in var.containers : name => nonsensitive([
      for variable, value in c.environment : variable
      if can(regex(local.secret_name, variable)) || can(regex(local.secret_value, value))
    ])
  }
  wrong_plain_texts = flatten([
    for name, c in var.containers : [
      for variable in local.like_a_secret[name] :
      "'containers.${name}.environment.${variable}' looks like a secret, and whoever may describe the task definition could read it: move it to 'secrets', or say in 'plain_text_because.${variable}' why it is none."
      if !contains(keys(c.plain_text_because), variable)
    ]
  ])
}
