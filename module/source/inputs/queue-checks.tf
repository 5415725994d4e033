# What is wrong with queues.

locals {
  # Every queue's whole name, its dead-letter queue's too.
  queue_names = merge(
    { for key, q in var.queues : "queues.${key}" => "${local.queue_base_names[key]}${q.fifo ? ".fifo" : ""}" },
    { for key, q in var.queues : "queues.${key}.dead_letter_queue" => "${local.dead_letter_base_names[key]}${q.fifo ? ".fifo" : ""}" if q.dead_letter_queue },
    { for key, q in var.existing_queues : "existing_queues.${key}" => q.name },
  )
  queue_base_names       = { for key, q in var.queues : key => q.name == null ? "${var.queue_name_prefix}${key}" : q.name }
  dead_letter_base_names = { for key, q in var.queues : key => q.dead_letter_queue_name == null ? "${local.queue_base_names[key]}-dead-letter" : q.dead_letter_queue_name }

  wrong_queue_names = concat(
    [
      for at, name in local.queue_names :
      "'${at}' must have a name of 1 to 80 letters, digits, - or _, the .fifo counted that ${startswith(at, "existing_queues.") ? "a FIFO queue's ends in" : "the module adds to a FIFO queue's"}, got '${name}' of ${length(name)}."
      if !can(regex("^[A-Za-z0-9_-]+([.]fifo)?$", name)) || length(name) > 80
    ],
    [
      for name, places in { for at, name in local.queue_names : name => at... } :
      "'${join("' and '", places)}' must have a name each, got '${name}' for ${length(places)}: they would be one queue."
      if length(places) > 1
    ],
    [
      for key, q in var.queues :
      "'queues.${key}.name' must not end in .fifo for a standard queue, got '${local.queue_base_names[key]}': set fifo = true, which adds it."
      if !q.fifo && endswith(local.queue_base_names[key], ".fifo")
    ],
    [
      for key in setintersection(keys(var.queues), keys(var.existing_queues)) :
      "'existing_queues.${key}' must have a key of its own, got one of 'queues': rename one."
    ],
  )

  wrong_queue_numbers = flatten([
    for key, q in var.queues : [
      for member, range in local.queue_numbers :
      "'queues.${key}.${member}' must be a whole number from ${range.from} to ${range.to}, got ${q[member]}."
      if q[member] == null ? false : !(q[member] >= range.from && q[member] <= range.to && floor(q[member]) == q[member])
    ]
  ])
  wrong_retentions = [
    for key, q in var.queues :
    "'queues.${key}.dead_letter_retention_seconds' must be above retention_seconds ${q.retention_seconds}, got ${q.dead_letter_retention_seconds}: a message keeps its age when it moves, and would be gone before anyone looked. Keep messages in the queue for less, the dead-letter queue takes at most ${fact.queue.dead_letter_retention_seconds.to}."
    if q.dead_letter_queue && !q.fifo && q.dead_letter_retention_seconds <= q.retention_seconds
  ]

  wrong_queues = flatten([
    for key, q in var.queues : concat(
      [
        for member in ["content_based_deduplication", "high_throughput"] :
        "'queues.${key}.${member}' must be set for FIFO queues only, got true."
        if !q.fifo && (q[member] == null ? false : q[member])
      ],
      q.data_key_reuse_seconds != null && q.kms_key == null ? [
        "'queues.${key}.data_key_reuse_seconds' must stand beside a kms_key, got ${coalesce(q.data_key_reuse_seconds, 0)}."
      ] : [],
      q.dead_letter_queue_name != null && !q.dead_letter_queue ? [
        "'queues.${key}.dead_letter_queue_name' must not stand beside dead_letter_queue = false: keep one of them."
      ] : [],
      q.redrive && !q.dead_letter_queue ? [
        "'queues.${key}.redrive' must stand beside a dead-letter queue, got dead_letter_queue = false."
      ] : [],
    )
  ])

  queue_keys = merge(
    { for key, q in var.queues : "queues.${key}.kms_key" => q.kms_key if q.kms_key != null },
    { for key, q in var.existing_queues : "existing_queues.${key}.kms_key" => q.kms_key if q.kms_key != null },
  )
  wrong_queue_keys = [
    for at, key in local.queue_keys :
    "'${at}' must be alias/<name> or arn:${var.location.partition}:kms:${var.location.region}:<account>:key/<id> of a customer-managed key, got '${key}'${can(regex(local.aws_key_alias, key)) ? ": SQS encrypts by itself, leave it out" : ""}."
    if can(regex(local.aws_key_alias, key)) || !can(regex(local.key_alias, key)) && try(regex(local.key_arn, key)[0] != var.location.region, true)
  ]

  senders = flatten([
    for key, q in var.queues : [
      for kind, arns in q.senders : [for arn in arns : { at = "queues.${key}.senders.${kind}", fifo = q.fifo, kind = kind, arn = arn }]
    ]
  ])
  sender_arns = {
    topic_arns     = { pattern = "^arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_.-]+$", of = "SNS topics" }
    bucket_arns    = { pattern = "^arn:aws[a-z-]*:s3:::[a-z0-9.-]+$", of = "buckets" }
    rule_arns      = { pattern = "^arn:aws[a-z-]*:events:[a-z0-9-]+:[0-9]{12}:rule/[^*?]+$", of = "EventBridge rules" }
    principal_arns = { pattern = "^arn:aws[a-z-]*:iam::[0-9]{12}:(root|(role|user)/[^*?]+)$", of = "IAM roles, users or accounts (arn:aws:iam::<account>:root)" }
  }
  wrong_senders = concat(
    [
      for sender in local.senders :
      "'${sender.at}' must be ARNs of ${local.sender_arns[sender.kind].of}, without wildcards, got '${sender.arn}'."
      if !can(regex(local.sender_arns[sender.kind].pattern, sender.arn))
    ],
    [
      for sender, times in { for s in local.senders : "${s.at} ${s.arn}" => s... } :
      "'${times[0].at}' must name each once, got '${times[0].arn}' ${length(times)} times."
      if length(times) > 1
    ],
    [
      for sender in local.senders :
      "'${sender.at}' must be FIFO topics for a FIFO queue, got '${sender.arn}': SNS cannot give its messages an order."
      if sender.fifo && sender.kind == "topic_arns" && !endswith(sender.arn, ".fifo")
    ],
    [
      for key, q in var.queues :
      "'queues.${key}.senders' must not have buckets beside fifo, got ${join(", ", q.senders.bucket_arns)}: S3 notifies standard queues only."
      if q.fifo && length(q.senders.bucket_arns) > 0
    ],
  )

  wrong_alarms = flatten([
    for key, q in var.queues : q.alarms == null ? [] : concat(
      [
        for topic in [q.alarms.topic_arn] :
        "'queues.${key}.alarms.topic_arn' must be a topic in ${var.location.region}, got '${topic}': an alarm notifies topics of its own region."
        if !can(regex("^arn:${var.location.partition}:sns:${var.location.region}:[0-9]{12}:[A-Za-z0-9_-]+([.]fifo)?$", topic))
      ],
      [
        for member, range in local.alarm_numbers :
        "'queues.${key}.alarms.${member}' must be a whole number ${range.to == null ? "of at least ${range.from}" : "from ${range.from} to ${range.to}"}, got ${q.alarms[member]}."
        if !(q.alarms[member] >= range.from && (range.to == null ? true : q.alarms[member] <= range.to) && floor(q.alarms[member]) == q.alarms[member])
      ],
    )
  ])

  wrong_queue_tags = flatten([
    for key, q in var.queues : [
      for tag, value in q.tags :
      "'queues.${key}.tags' must have keys of 1 to 128 and values of at most 256 letters, digits, spaces or _ . : / = + - @, no key starting with aws:, got '${tag}' = '${value}'."
      if !can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{1,128}$", tag)) || startswith(lower(tag), "aws:") || !can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{0,256}$", value))
    ]
  ])
}
