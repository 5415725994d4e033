# What the execution role fetches when ECS starts a container.

locals {
  arn_of_parameter = "arn:${local.partition}:ssm:${local.region}:${local.account_id}:parameter"

  # A secret's ARN is without what chooses a part of it.
  fetched = [
    for f in module.inputs.fetched_values : {
      is_secret = strcontains(f.value_from, ":secretsmanager:")
      arn       = strcontains(f.value_from, ":secretsmanager:") ? join(":", slice(split(":", f.value_from), 0, 7)) : f.value_from
      key       = f.key
    }
  ]
  parameters = [for f in local.fetched : f if !f.is_secret]

  # A secret's ARN without its six random characters is matched with any six. One that ends in a hyphen and six
  # characters is complete, as Secrets Manager itself takes it.
  secrets = flatten(concat(
    [
      for f in local.fetched :
      { arn = can(regex("-[A-Za-z0-9]{6}$", f.arn)) ? f.arn : "${f.arn}-??????", key = f.key }
      if f.is_secret
    ],
    # A parameter that stands for a secret.
    [
      for f in local.parameters : [
        for name in [split("/aws/reference/secretsmanager/", f.arn)[1]] :
        { arn = "${replace(split(":parameter/", f.arn)[0], ":ssm:", ":secretsmanager:")}:secret:${name}-??????", key = f.key }
      ] if strcontains(f.arn, ":parameter/aws/reference/secretsmanager/")
    ],
  ))

  parameter_path_arns = [for path in var.parameter_path[*] : "${local.arn_of_parameter}${path}"]

  parameter_arns = sort(distinct(concat(local.parameters[*].arn, local.parameter_path_arns)))
  secret_arns    = sort(distinct(local.secrets[*].arn))
}
