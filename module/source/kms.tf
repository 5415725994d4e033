# What each role may do with customer-managed keys: through the service that holds what is encrypted, and for that alone where
# the service tells KMS what it is.

locals {
  decrypted_parameters = concat(
    [for p in local.parameters : { arn = p.arn, key = p.key } if !strcontains(p.arn, ":parameter/aws/reference/secretsmanager/")],
    [for arn in local.parameter_path_arns : { arn = arn, key = var.kms_key_arn == null ? var.kms_key_alias : var.kms_key_arn }],
  )
  parameter_keys = {
    for p in local.decrypted_parameters :
    "${split(":", p.arn)[3]} ${p.key} ${can(regex("[*?]", p.arn)) ? "matched" : "equal"}" => p... if p.key != null
  }
  secret_keys = {
    for s in local.secrets :
    "${split(":", s.arn)[3]} ${split(":", s.arn)[4]} ${s.key} ${can(regex("[*?]", s.arn)) ? "matched" : "equal"}" => s... if s.key != null
  }

  key_uses = {
    execution = concat(
      [for id, parameters in local.parameter_keys : {
        sid     = "KMSDecryptParametersWithKey"
        actions = ["kms:Decrypt"]
        key     = parameters[0].key
        region  = split(":", parameters[0].arn)[3]
        account = local.account_id
        service = "ssm"
        context = { "kms:EncryptionContext:PARAMETER_ARN" = sort(distinct(parameters[*].arn)) }
      }],
      [for id, secrets in local.secret_keys : {
        sid     = "KMSDecryptSecretsWithKey"
        actions = ["kms:Decrypt"]
        key     = secrets[0].key
        region  = split(":", secrets[0].arn)[3]
        account = split(":", secrets[0].arn)[4]
        service = "secretsmanager"
        context = { "kms:EncryptionContext:SecretARN" = sort(distinct(secrets[*].arn)) }
      }],
      [for key in distinct([for f in module.inputs.fetched_files : f.key if f.key != null]) : {
        sid     = "KMSDecryptFilesWithKey"
        actions = ["kms:Decrypt"]
        key     = key
        region  = local.region
        account = local.account_id
        service = "s3"
        context = {}
      }],
    )
    task = concat(
      [for exec in local.exec[*] : {
        sid     = "ECSExecDecryptSession"
        actions = ["kms:Decrypt"]
        key     = exec.kms_key
        region  = local.region
        account = local.account_id
        service = null
        context = {}
      } if exec.kms_key != null],
      [for exec in local.exec[*] : {
        sid     = "ECSExecEncryptWithKey"
        actions = ["kms:Decrypt", "kms:GenerateDataKey"]
        key     = exec.bucket_kms_key
        region  = local.region
        account = local.account_id
        service = "s3"
        context = {}
      } if exec.bucket_kms_key != null],
      [for use in distinct([for o in local.routed_places : { key = o.bucket_key, region = o.region } if o.name == "s3" && o.bucket_key != null]) : {
        sid     = "FireLensEncryptWithKey"
        actions = ["kms:Decrypt", "kms:GenerateDataKey"]
        key     = use.key
        region  = use.region
        account = local.account_id
        service = "s3"
        context = {}
      }],
      # With a queue's key: who consumes decrypts, who sends makes data keys too.
      [for key in distinct([for q in local.used_queues : q.kms_key if q.kms_key == null ? false : q.consume]) : {
        sid     = "KMSDecryptMessages"
        actions = ["kms:Decrypt"]
        key     = key
        region  = local.region
        account = local.account_id
        service = "sqs"
        context = {}
      }],
      [for key in distinct([for q in local.used_queues : q.kms_key if q.kms_key == null ? false : q.send || q.redrive]) : {
        sid     = "KMSEncryptMessages"
        actions = ["kms:Decrypt", "kms:GenerateDataKey"]
        key     = key
        region  = local.region
        account = local.account_id
        service = "sqs"
        context = {}
      }],
    )
  }

  # KMS authorises a key and not its alias: by alias, any key of the place that carries it.
  key_statements = {
    for role, uses in local.key_uses : role => [
      for index, use in uses : {
        for member, value in {
          Sid      = "${use.sid}${length([for earlier in slice(uses, 0, index) : earlier if earlier.sid == use.sid]) == 0 ? "" : index + 1}"
          Action   = use.actions
          Resource = [startswith(use.key, "alias/") ? "arn:${local.partition}:kms:${use.region}:${use.account}:key/*" : use.key]
          Condition = {
            for operator, keys in {
              "ForAnyValue:StringEquals" = { for alias in [use.key] : "kms:ResourceAliases" => [alias] if startswith(alias, "alias/") }
              StringEquals = merge(
                { for service in use.service[*] : "kms:ViaService" => ["${service}.${use.region}.${local.dns_suffix}"] },
                { for name, arns in use.context : name => arns if !can(regex("[*?]", arns[0])) },
              )
              StringLike = { for name, arns in use.context : name => arns if can(regex("[*?]", arns[0])) }
            } : operator => keys if length(keys) > 0
          }
        } : member => value if length(value) > 0
      }
    ]
  }
}
