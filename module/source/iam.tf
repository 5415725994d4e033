locals {
  # Composed, so that documents that name the roles are known before the roles exist.
  region_in_name      = var.home_region == null ? "-${local.region}" : var.home_region == local.region ? "" : "-${local.region}"
  execution_role_name = var.execution_role_name == null ? "${local.family}${local.region_in_name}-exec-role" : var.execution_role_name
  task_role_name      = var.task_role_name == null ? "${local.family}${local.region_in_name}-task-role" : var.task_role_name
  execution_role_arn  = "arn:${local.partition}:iam::${local.account_id}:role${var.role_path}${local.execution_role_name}"
  task_role_arn       = "arn:${local.partition}:iam::${local.account_id}:role${var.role_path}${local.task_role_name}"

  # ECS's own trust policy, with the account and region whose ECS may assume the role. aws:SourceArn cannot name a cluster.
  trust_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "AllowEcsTasks"
      Effect    = "Allow"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      Action    = ["sts:AssumeRole"]
      Condition = {
        ArnLike      = { "aws:SourceArn" = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:*"] }
        StringEquals = { "aws:SourceAccount" = [local.account_id] }
      }
    }]
  })
}

# The execution role: ECS uses it to start the task.

locals {
  # Where the images are that a private ECR repository holds, whichever of its endpoints is named.
  ecr_image = "^([0-9]{12})[.]dkr[.-]ecr(?:-fips)?[.]([a-z0-9-]+)[.][^/]+/([^:@]+)"
  pulls = concat(local.container_pulls, [
    for account in [lookup(local.guardduty_accounts, local.region, "")] : {
      arn     = "arn:${local.partition}:ecr:${local.region}:${account}:repository/${fact.guardduty_repository}"
      further = ["ecr:BatchCheckLayerAvailability"]
    } if var.guardduty_agent
  ])
  container_pulls = [
    for name, c in local.containers : {
      arn = format("arn:%s:ecr:%s:%s:repository/%s", local.partition, regex(local.ecr_image, c.image)[1], regex(local.ecr_image, c.image)[0], regex(local.ecr_image, c.image)[2])
      further = c.pull_through_cache == null ? [] : concat(
        ["ecr:BatchImportUpstreamImage"],
        c.pull_through_cache.create_repository ? ["ecr:CreateRepository"] : [],
        c.pull_through_cache.tag_repository ? ["ecr:TagResource"] : [],
      )
    } if can(regex(local.ecr_image, c.image))
  ]
  # One statement for each set of actions.
  pulls_by_actions = { for pull in local.pulls : join(" ", pull.further) => pull... }

  awslogs_arns = { for name, group in local.log_groups : name => "arn:${local.partition}:logs:${group.region}:${local.account_id}:log-group:${group.name}" }
  created_arns = sort(distinct([for name, group in local.log_groups : local.awslogs_arns[name] if group.create]))

  execution_statements = [
    for statement in concat(
      [
        {
          Sid      = "ECRGetAuthorizationToken"
          Action   = fact.actions.token
          Resource = [for any in ["*"] : any if length(local.pulls) > 0]
        },
      ],
      [
        for index, further in keys(local.pulls_by_actions) : {
          Sid      = "ECRPullImages${index == 0 ? "" : index + 1}"
          Action   = sort(concat(fact.actions.pull, compact(split(" ", further))))
          Resource = sort(distinct(local.pulls_by_actions[further][*].arn))
        }
      ],
      [
        {
          Sid      = "FSxFindFileSystems"
          Action   = ["fsx:DescribeFileSystems"]
          Resource = [for any in ["*"] : any if anytrue([for v in module.inputs.volumes : v.fsx != null])]
        },
      ],
      local.key_statements.execution,
      [
        {
          Sid      = "LogsCreateGroup"
          Action   = ["logs:CreateLogGroup"]
          Resource = flatten([for arn in local.created_arns : [arn, "${arn}:*"]])
        },
        {
          Sid      = "LogsWriteStreams"
          Action   = fact.actions.write_logs
          Resource = sort(distinct([for arn in values(local.awslogs_arns) : "${arn}:*"]))
        },
        {
          Sid      = "S3GetBucketLocation"
          Action   = ["s3:GetBucketLocation"]
          Resource = sort(distinct([for file in module.inputs.fetched_files : split("/", file.arn)[0]]))
        },
      ],
      [
        for sid in sort(distinct([for file in module.inputs.fetched_files : file.sid])) : {
          Sid      = sid
          Action   = ["s3:GetObject"]
          Resource = sort(distinct([for file in module.inputs.fetched_files : file.arn if file.sid == sid]))
        }
      ],
      [
        {
          Sid      = "SecretsManagerGetSecretValues"
          Action   = fact.actions.get_secrets
          Resource = local.secret_arns
        },
        {
          Sid      = "SSMGetParameters"
          Action   = fact.actions.get_parameters
          Resource = local.parameter_arns
        },
      ],
      [
        for sid, own in module.inputs.execution_role_statements : {
          for member, value in {
            Sid       = sid
            Action    = sort(own.actions)
            Resource  = sort(own.resources)
            Condition = length(own.conditions) > 0 ? own.conditions : null
          } : member => value if value != null
        }
      ],
    ) : merge({ Effect = "Allow" }, statement) if length(statement.Resource) > 0
  ]

  # IAM takes no policy without a statement. Where a task needs nothing, this one denies what nobody does.
  nothing_needed = {
    Sid      = "NothingNeeded"
    Effect   = "Deny"
    Action   = ["iam:PassRole"]
    Resource = [local.execution_role_arn, local.task_role_arn]
  }
}

resource "aws_iam_role" "execution_role" {
  count = var.create_execution_role ? 1 : 0

  name                 = local.execution_role_name
  path                 = var.role_path
  description          = "ECS uses it to start ${local.family}: image, secrets, logs"
  assume_role_policy   = local.trust_policy
  permissions_boundary = var.permissions_boundary
  max_session_duration = var.max_session_duration_seconds
  tags                 = var.tags

  lifecycle {
    precondition {
      condition     = length(local.execution_role_name) <= 64
      error_message = "'family' and the region must leave a role's name of at most 64 characters, got '${local.execution_role_name}' of ${length(local.execution_role_name)}: set home_region, or execution_role_name and task_role_name."
    }
  }
}

# Without a count: whether there is anything to grant may be known only after apply.
resource "aws_iam_role_policy" "execution_role_policy" {
  name = local.execution_role_name
  # By id, not by name: a role that is replaced keeps its name, and its policy must be made again with it.
  role = var.create_execution_role ? aws_iam_role.execution_role[0].id : local.execution_role_name

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat(local.execution_statements, [for none in [local.nothing_needed] : none if length(local.execution_statements) == 0])
  })

  lifecycle {
    precondition {
      condition     = !var.guardduty_agent || contains(keys(local.guardduty_accounts), local.region)
      error_message = "'guardduty_agent' must be left out in ${local.region}: AWS names no account there that has the agent."
    }
    precondition {
      condition     = length(distinct([for s in local.execution_statements : s.Sid])) == length(local.execution_statements)
      error_message = "'execution_role_statements' must have names of their own, got ${join(", ", keys(module.inputs.execution_role_statements))}, one of which the module's own statement has."
    }
    precondition {
      condition     = length(jsonencode(local.execution_statements)) <= fact.inline_policy_characters
      error_message = "The policy of ${local.execution_role_name} must be at most ${fact.inline_policy_characters} characters, got ${length(jsonencode(local.execution_statements))}: name fewer resources, or group them under a common path."
    }
  }
}

# The task role: the application uses it.

locals {
  consumed_queue_arns = sort([for key, q in local.used_queues : q.arn if q.consume])
  sent_queue_arns     = sort([for key, q in local.used_queues : q.arn if q.send])
  used_queues = merge(
    { for key, q in local.queues : key => { arn = local.queue_arns[key], dead_letter_arn = lookup(local.dead_letter_queue_arns, key, null), kms_key = q.kms_key, consume = q.consume, send = q.send, redrive = q.redrive } },
    { for key, q in local.existing_queues : key => { arn = "${local.arn_of_queue}${q.name}", dead_letter_arn = q.dead_letter_queue_name == null ? null : "${local.arn_of_queue}${q.dead_letter_queue_name}", kms_key = q.kms_key, consume = q.consume, send = q.send, redrive = q.redrive } },
  )
  redriven_queues = { for key, q in local.used_queues : key => q if q.redrive }

  mounts = flatten([for c in local.containers : [for path, mount in c.mount_points : mount]])
  efs_statements = [
    for index, name in sort([for name, v in module.inputs.volumes : name if try(v.efs.iam, false)]) : {
      for efs in [module.inputs.volumes[name].efs] : "statement" => {
        for member, value in {
          Sid = "EFSMountFileSystems${index == 0 ? "" : index + 1}"
          Action = concat(
            ["elasticfilesystem:ClientMount"],
            efs.root_access ? ["elasticfilesystem:ClientRootAccess"] : [],
            anytrue([for mount in local.mounts : mount.volume == name && !mount.read_only]) ? ["elasticfilesystem:ClientWrite"] : [],
          )
          Resource = ["arn:${local.partition}:elasticfilesystem:${local.region}:${local.account_id}:file-system/${efs.file_system_id}"]
          Condition = efs.access_point_id == null ? null : {
            StringEquals = { "elasticfilesystem:AccessPointArn" = ["arn:${local.partition}:elasticfilesystem:${local.region}:${local.account_id}:access-point/${efs.access_point_id}"] }
          }
        } : member => value if value != null
      }
    }
  ]

  exec = module.inputs.execute_command
  exec_statements = flatten([for exec in local.exec[*] : concat(
    [{ Sid = "ECSExecChannels", Action = fact.actions.exec_channels, Resource = ["*"] }],
    [for group in exec.log_group_name[*] : { Sid = "ECSExecFindLogGroup", Action = ["logs:DescribeLogGroups"], Resource = ["*"] }],
    [for bucket in exec.bucket_name[*] : { Sid = "ECSExecPutLogs", Action = ["s3:PutObject"], Resource = ["arn:${local.partition}:s3:::${bucket}/${exec.key_prefix}*"] }],
    [for bucket in exec.bucket_name[*] : { Sid = "ECSExecReadBucketEncryption", Action = ["s3:GetEncryptionConfiguration"], Resource = ["arn:${local.partition}:s3:::${bucket}"] }],
    [for group in exec.log_group_name[*] : {
      Sid      = "ECSExecWriteLogs"
      Action   = fact.actions.exec_logs
      Resource = ["arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:${group}:*"]
    }],
  )])

  task_statements = [
    for statement in concat(
      local.exec_statements,
      local.efs_statements[*].statement,
      local.firelens_statements,
      local.key_statements.task,
      [
        { Sid = "SQSConsume", Action = fact.actions.consume, Resource = local.consumed_queue_arns },
        { Sid = "SQSRedrive", Action = fact.actions.redrive, Resource = sort([for q in local.redriven_queues : q.dead_letter_arn]) },
        { Sid = "SQSRedriveTarget", Action = ["sqs:SendMessage"], Resource = sort([for q in local.redriven_queues : q.arn]) },
        { Sid = "SQSSend", Action = fact.actions.send, Resource = local.sent_queue_arns },
      ],
      [
        for sid, own in module.inputs.task_role_statements : {
          for member, value in {
            Sid       = sid
            Action    = sort(own.actions)
            Resource  = sort(own.resources)
            Condition = length(own.conditions) > 0 ? own.conditions : null
          } : member => value if value != null
        }
      ],
    ) : merge({ Effect = "Allow" }, statement) if length(statement.Resource) > 0
  ]

  # Told by what there is, and not by what it is called: a count must be known in the plan.
  task_role_needs_policy = anytrue(concat(
    [for q in local.used_queues : q.consume || q.send || q.redrive],
    [for v in module.inputs.volumes : v.efs != null],
    [for c in local.containers : c.firelens != null],
    [local.exec != null, length(module.inputs.task_role_statements) > 0],
  ))
}

resource "aws_iam_role" "task_role" {
  count = var.create_task_role ? 1 : 0

  name                 = local.task_role_name
  path                 = var.role_path
  description          = "The containers of ${local.family} use it"
  assume_role_policy   = local.trust_policy
  permissions_boundary = var.permissions_boundary
  max_session_duration = var.max_session_duration_seconds
  tags                 = var.tags
}

resource "aws_iam_role_policy" "task_role_policy" {
  count = local.task_role_needs_policy ? 1 : 0

  name = local.task_role_name
  role = var.create_task_role ? aws_iam_role.task_role[0].id : local.task_role_name

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat(local.task_statements, [for none in [local.nothing_needed] : none if length(local.task_statements) == 0])
  })

  lifecycle {
    precondition {
      condition     = length(distinct([for s in local.task_statements : s.Sid])) == length(local.task_statements)
      error_message = "'task_role_statements' must have names of their own, got ${join(", ", keys(module.inputs.task_role_statements))}, one of which the module's own statement has."
    }
    precondition {
      condition     = length(jsonencode(local.task_statements)) <= fact.inline_policy_characters
      error_message = "The policy of ${local.task_role_name} must be at most ${fact.inline_policy_characters} characters, got ${length(jsonencode(local.task_statements))}: name fewer resources, or group them under a common path."
    }
  }
}
