# What is wrong with statements of the caller's own, and with what ECS Exec logs to.

locals {
  wrong_execution_role_statements = flatten([for found in local.wrong_statements : found.sentence if found.of == "execution_role_statements"])
  wrong_task_role_statements      = flatten([for found in local.wrong_statements : found.sentence if found.of == "task_role_statements"])

  statements = concat(
    [for sid, s in var.execution_role_statements : merge(s, { of = "execution_role_statements", sid = sid })],
    [for sid, s in var.task_role_statements : merge(s, { of = "task_role_statements", sid = sid })],
  )
  wrong_statements = flatten([
    for s in local.statements : [
      for sentence in concat(
        can(regex("^[A-Za-z0-9]{1,128}$", s.sid)) ? [] : ["'${s.of}' must have names of 1 to 128 letters or digits, got '${s.sid}': IAM takes no others."],
        length(s.actions) > 0 ? [] : ["'${s.of}.${s.sid}.actions' must have at least one action, got none."],
        length(s.resources) > 0 ? [] : ["'${s.of}.${s.sid}.resources' must have at least one ARN, got none."],
        [
          for action in s.actions :
          "'${s.of}.${s.sid}.actions' must be service:Action, s3:GetObject for example, got '${action}'."
          if !can(regex("^[a-z0-9-]+:[A-Za-z0-9*?]+$", action))
        ],
        [
          for resource in s.resources :
          "'${s.of}.${s.sid}.resources' must be ARNs or '*', got '${resource}'."
          if resource != "*" && !can(regex("^arn:[^:]+:[^:]+:[^:]*:[^:]*:\\S+$", resource))
        ],
        [
          for wide in s.reason == null ? concat([for action in s.actions : action if can(regex("[*?]", action))], [for resource in s.resources : resource if resource == "*"]) : [] :
          "'${s.of}.${s.sid}.reason' must say why '${wide}' cannot be narrower, got nothing."
        ],
        [
          for reason in s.reason == null ? [] : [s.reason] :
          "'${s.of}.${s.sid}.reason' must say why in a few words, got '${reason}'."
          if !can(regex(local.few_words, reason))
        ],
        [
          for key in flatten([for keys in values(s.conditions) : keys(keys)]) :
          "'${s.of}.${s.sid}.conditions' must not ask for ${key}: a task's own requests have none, so that nothing would be allowed."
          if contains(["aws:sourcearn", "aws:sourceaccount"], lower(key))
        ],
      ) : { of = s.of, sentence = sentence }
    ]
  ])

  wrong_exec_logging = var.execute_command == null ? [] : flatten([for exec in [var.execute_command] : concat(
    [
      for group in exec.log_group_name == null ? [] : [exec.log_group_name] :
      "'execute_command.log_group_name' must be 1 to 512 letters, digits or . _ / # -, got '${group}'."
      if !can(regex("^[A-Za-z0-9_./#-]{1,512}$", group))
    ],
    [
      for bucket in exec.bucket_name == null ? [] : [exec.bucket_name] :
      "'execute_command.bucket_name' must be a bucket's name, got '${bucket}'."
      if !can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", bucket))
    ],
    [
      for prefix in [exec.key_prefix] :
      "'execute_command.key_prefix' must be the start of a key, without a leading slash or wildcards, got '${prefix}'."
      if !can(regex("^([^/*?\\s][^*?\\s]*)?$", prefix))
    ],
    [
      for key in exec.kms_key == null ? [] : [exec.kms_key] :
      "'execute_command.kms_key' must be alias/<name> or arn:${var.location.partition}:kms:${var.location.region}:<account>:key/<id> of a customer-managed key, got '${key}'."
      if can(regex(local.aws_key_alias, key)) || !can(regex(local.key_alias, key)) && try(regex(local.key_arn, key)[0] != var.location.region, true)
    ],
  )])
}
