# What the containers may need, and nobody can derive.

locals {
  router_users = {
    for name, c in local.containers : name => { for option, value in c.logging.options == null ? {} : c.logging.options : lower(option) => value }
    if c.logging.driver == "awsfirelens"
  }
  # What each destination is named by.
  named_by = {
    cloudwatch       = ["log_group_name", "log_group_template"]
    cloudwatch_logs  = ["log_group_name", "log_group_template"]
    firehose         = ["delivery_stream"]
    kinesis_firehose = ["delivery_stream"]
    kinesis          = ["stream"]
    kinesis_streams  = ["stream"]
    s3               = ["bucket"]
  }

  not_derived = concat(
    [
      for name, o in local.router_users :
      "containers.${name}.logging: its options name no destination, so that the router's own configuration does."
      if !contains(keys(o), "name")
    ],
    [
      for name, o in local.router_users :
      "containers.${name}.logging: it names no ${join(" or ", local.named_by[lower(o.name)])}."
      if try(length(setintersection(local.named_by[lower(o.name)], keys(o))) == 0, false) && lookup(o, "role_arn", lookup(o, "aws_role_arn", "")) == ""
    ],
    [
      for name, o in local.router_users :
      "containers.${name}.logging: '${lookup(o, "host", "")}' is no endpoint of AWS's that says which domain it is."
      if contains(["es", "opensearch"], lower(lookup(o, "name", ""))) && contains(local.switched_on, lower(lookup(o, "aws_auth", ""))) && lookup(o, "role_arn", lookup(o, "aws_role_arn", "")) == ""
      && !can(regex(local.domain, lookup(o, "host", ""))) && !can(regex(local.collection, lookup(o, "host", "")))
    ],
    [
      for name, o in local.router_users :
      "containers.${name}.logging: the plugin '${o.name}' signs requests to AWS, and what it may do depends on where they go."
      if anytrue([for option in ["aws_auth", "aws_msk_iam"] : contains(local.switched_on, lower(lookup(o, option, "")))]) && !contains(local.routed_plugins, lower(lookup(o, "name", "cloudwatch"))) && lookup(o, "role_arn", lookup(o, "aws_role_arn", "")) == ""
    ],
    [
      for name, c in local.containers :
      "containers.${name}.firelens.config_file: where it sends to stands in the file."
      if try(c.firelens.config_file != null, false)
    ],
    [
      for v in local.init_variables :
      contains(local.init_files, v.place) ? "${v.at}: where it sends to stands in the file." : "${v.at}: '${v.place}' is not the ARN of an object in a bucket."
    ],
  )

  remarks = concat(
    [for what in local.not_derived : "${what} What the task role needs for it is not derived: say it in task_role_statements."],
    [
      for f in module.inputs.fetched_values :
      "${f.at}: '${f.value_from}' is taken for a complete ARN. If its last six letters are a word of the name, no secret has this ARN, and the task cannot start: give the full one."
      if can(regex(":secretsmanager:[^:]*:[^:]*:secret:[^:]*-[a-z]{6}(?::|$)", f.value_from))
    ],
  )
}

# A warning, until the caller has said something of what the application may do.
check "derived" {
  assert {
    condition     = length(local.not_derived) == 0 || length(var.task_role_statements) > 0
    error_message = join("\n", local.remarks)
  }
}
