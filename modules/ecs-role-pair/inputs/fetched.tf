# Everything that ECS fetches when it starts a container: where it is, and the key that encrypts it.

locals {
  arn_of_parameter = "arn:${var.location.partition}:ssm:${var.location.region}:${var.location.account_id}:parameter/"
  arn_of_secret    = "arn:${var.location.partition}:secretsmanager:${var.location.region}:${var.location.account_id}:secret:"

  in_s3 = "^arn:[^:]*:s3:"

  # As they are given, each with the place it stands at.
  given_values = concat(
    flatten([
      for name, c in local.containers : concat(
        [for variable, place in c.secrets : {
          at    = "containers.${name}.secrets.${variable}"
          place = place
          key   = lookup(c.secret_kms_keys, variable, lookup(c.secret_kms_keys, "*", var.default_key))
        }],
        [for option, place in c.logging.secret_options : {
          at    = "containers.${name}.logging.secret_options.${option}"
          place = place
          key   = lookup(c.logging.secret_option_kms_keys, option, lookup(c.logging.secret_option_kms_keys, "*", var.default_key))
        }],
        [for credentials in c.repository_credentials[*] : {
          at    = "containers.${name}.repository_credentials.secret_arn"
          place = credentials.secret_arn
          key   = credentials.kms_key == null ? var.default_key : credentials.kms_key
        }],
        [for spec in c.credential_spec[*] : {
          at    = "containers.${name}.credential_spec.source"
          place = spec.source
          key   = spec.kms_key == null ? var.default_key : spec.kms_key
        } if !can(regex(local.in_s3, spec.source))],
        [for spec in c.credential_spec[*] : {
          at    = "containers.${name}.credential_spec.domainless_user"
          place = spec.domainless_user
          key   = spec.domainless_user_kms_key == null ? var.default_key : spec.domainless_user_kms_key
        } if spec.domainless_user != null],
      )
    ]),
    flatten([
      for name, v in var.volumes : [for fsx in v.fsx[*] : {
        at    = "volumes.${name}.fsx.credentials"
        place = fsx.credentials
        key   = fsx.credentials_kms_key == null ? var.default_key : fsx.credentials_kms_key
      }]
    ]),
  )

  # A name becomes an ARN.
  values_from = {
    for v in local.given_values : v.at => (
      startswith(v.place, "arn:") ? v.place :
      startswith(v.place, "secretsmanager:") ? "${local.arn_of_secret}${trimprefix(v.place, "secretsmanager:")}" :
      "${local.arn_of_parameter}${trimprefix(v.place, "/")}"
    )
  }
  fetched_values = [for v in local.given_values : { at = v.at, value_from = local.values_from[v.at], key = v.key }]

  # Files in S3. The default key is that of parameters and secrets.
  fetched_files = flatten([
    for name, c in local.containers : concat(
      [for file in c.environment_files : {
        at  = "containers.${name}.environment_files"
        sid = "S3GetEnvironmentFiles"
        arn = file
        key = lookup(c.environment_file_kms_keys, file, lookup(c.environment_file_kms_keys, "*", null))
      }],
      [for firelens in c.firelens[*] : {
        at  = "containers.${name}.firelens.config_file"
        sid = "S3GetFireLensConfiguration"
        arn = firelens.config_file
        key = firelens.config_file_kms_key
      } if try(startswith(firelens.config_file, "arn:"), false)],
      [for spec in c.credential_spec[*] : {
        at  = "containers.${name}.credential_spec.source"
        sid = "S3GetCredentialSpecs"
        arn = spec.source
        key = spec.kms_key
      } if can(regex(local.in_s3, spec.source))],
    )
  ])
}

# The containers and volumes with ARNs in place of names.

locals {
  found_containers = {
    for name, c in local.containers : name => merge(c, {
      secrets = { for variable, place in c.secrets : variable => local.values_from["containers.${name}.secrets.${variable}"] }
      logging = merge(c.logging, {
        secret_options = { for option, place in c.logging.secret_options : option => local.values_from["containers.${name}.logging.secret_options.${option}"] }
      })
      repository_credentials = c.repository_credentials == null ? null : merge(c.repository_credentials, {
        secret_arn = local.values_from["containers.${name}.repository_credentials.secret_arn"]
      })
      credential_spec = c.credential_spec == null ? null : merge(c.credential_spec, {
        source = lookup(local.values_from, "containers.${name}.credential_spec.source", c.credential_spec.source)
      })
    })
  }
  found_volumes = {
    for name, v in var.volumes : name => merge(v, {
      fsx = v.fsx == null ? null : merge(v.fsx, { credentials = local.values_from["volumes.${name}.fsx.credentials"] })
    })
  }
}
