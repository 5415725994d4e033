# What ECS fetches when it starts a container, and what fetching takes.

locals {
  default_key = var.kms_key_arn == null ? var.kms_key_alias : var.kms_key_arn

  # Each value with where it is and the key that encrypts it. A parameter's name becomes its ARN.
  fetched = [
    for f in flatten([
      for name, c in local.containers : concat(
        [for variable, place in c.secrets : { place = place, keys = c.secret_kms_keys, by = variable }],
        [for option, place in c.logging.secret_options : { place = place, keys = c.logging.secret_option_kms_keys, by = option }],
        [for credentials in c.repository_credentials[*] : {
          place = credentials.secret_arn
          keys  = credentials.kms_key == null ? tomap({}) : tomap({ "*" = credentials.kms_key })
          by    = "*"
        }],
      )
      ]) : {
      is_secret = strcontains(f.place, ":secretsmanager:")
      arn = (
        strcontains(f.place, ":secretsmanager:") ? join(":", slice(split(":", f.place), 0, 7)) :
        startswith(f.place, "arn:") ? f.place :
        "${local.arn_of_parameter}/${trimprefix(f.place, "/")}"
      )
      key = lookup(f.keys, f.by, lookup(f.keys, "*", local.default_key))
    }
  ]
  arn_of_parameter = "arn:${local.partition}:ssm:${local.region}:${local.account_id}:parameter"

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

# Decryption, with each key of each region, and only for what is encrypted with it.

locals {
  decrypted_parameters = concat(
    [for p in local.parameters : { arn = p.arn, key = p.key } if !strcontains(p.arn, ":parameter/aws/reference/secretsmanager/")],
    [for arn in local.parameter_path_arns : { arn = arn, key = local.default_key }],
  )
  parameter_keys = {
    for p in local.decrypted_parameters :
    "${split(":", p.arn)[3]} ${p.key} ${can(regex("[*?]", p.arn)) ? "matched" : "equal"}" => p... if p.key != null
  }
  secret_keys = {
    for s in local.secrets :
    "${split(":", s.arn)[3]} ${split(":", s.arn)[4]} ${s.key} ${can(regex("[*?]", s.arn)) ? "matched" : "equal"}" => s... if s.key != null
  }

  decrypt_statements = [
    for statement in concat(
      [for index, id in keys(local.parameter_keys) : {
        sid     = "KMSDecryptParametersWithKey${index == 0 ? "" : index + 1}"
        service = "ssm"
        context = "kms:EncryptionContext:PARAMETER_ARN"
        key     = local.parameter_keys[id][0].key
        arns    = sort(distinct(local.parameter_keys[id][*].arn))
      }],
      [for index, id in keys(local.secret_keys) : {
        sid     = "KMSDecryptSecretsWithKey${index == 0 ? "" : index + 1}"
        service = "secretsmanager"
        context = "kms:EncryptionContext:SecretARN"
        key     = local.secret_keys[id][0].key
        arns    = sort(distinct(local.secret_keys[id][*].arn))
      }],
      ) : {
      Sid    = statement.sid
      Effect = "Allow"
      Action = ["kms:Decrypt"]
      # KMS authorises a key and not its alias: by alias, any key of the place that carries it.
      Resource = [
        startswith(statement.key, "alias/")
        ? "arn:${local.partition}:kms:${split(":", statement.arns[0])[3]}:${split(":", statement.arns[0])[4]}:key/*"
        : statement.key
      ]
      Condition = {
        for operator, keys in {
          "ForAnyValue:StringEquals" = { for alias in [statement.key] : "kms:ResourceAliases" => [alias] if startswith(alias, "alias/") }
          StringEquals = merge(
            { "kms:ViaService" = ["${statement.service}.${split(":", statement.arns[0])[3]}.${local.dns_suffix}"] },
            { for context in [statement.context] : context => statement.arns if !can(regex("[*?]", statement.arns[0])) },
          )
          StringLike = { for context in [statement.context] : context => statement.arns if can(regex("[*?]", statement.arns[0])) }
        } : operator => keys if length(keys) > 0
      }
    }
  ]
}
