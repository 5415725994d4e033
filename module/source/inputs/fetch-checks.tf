# What is wrong with what ECS fetches, and with the keys of it.

locals {
  wrong_secrets = concat(
    [
      for v in local.given_values :
      "'${v.at}' must be the name or ARN of an SSM parameter, the ARN of a Secrets Manager secret or secretsmanager:<name>, without wildcards${length(v.place) > 60 || can(regex(local.secret_value, v.place)) ? "" : ", got '${v.place}'"}."
      if !anytrue([for pattern in [local.parameter_name, local.parameter_arn, local.secret_by_name, local.secret_arn] : can(regex(pattern, v.place))]) || length(v.place) > 2048
    ],
    [
      for v in local.given_values :
      "'${v.at}' must be a parameter of account ${var.location.account_id}, got '${v.place}': ECS fetches parameters of the task's own account only."
      if can(regex(local.parameter_arn, v.place)) && try(split(":", v.place)[4], "") != var.location.account_id
    ],
    [
      for v in local.given_values :
      "'${v.at}' must not end in a hyphen and six characters, got '${v.place}': Secrets Manager would take it for a complete ARN. Give the secret's full ARN."
      if can(regex("^secretsmanager:[^:]*-[A-Za-z0-9]{6}(?::|$)", v.place))
    ],
  )
  wrong_accounts = [
    for v in local.given_values :
    "'${v.at}' must be a secret of account ${var.location.account_id}, or have a key, got '${v.place}': the key that AWS manages cannot be used from another account."
    if can(regex(local.secret_arn, v.place)) && try(split(":", v.place)[4], "") != var.location.account_id && v.key == null
  ]
  wrong_credentials = [
    for name, c in var.containers :
    "'containers.${name}.repository_credentials.secret_arn' must be the ARN of a Secrets Manager secret, or secretsmanager:<name>, got '${c.repository_credentials.secret_arn}'."
    if c.repository_credentials == null ? false : !can(regex(local.secret_arn, c.repository_credentials.secret_arn)) && !can(regex(local.secret_by_name, c.repository_credentials.secret_arn))
  ]

  # KMS works within one region.
  wrong_regions_of_keys = [
    for v in local.fetched_values :
    "'${v.at}' must have a key in ${split(":", v.value_from)[3]}, where it is, got '${v.key}': KMS works within one region."
    if v.key == null ? false : can(regex(local.key_arn, v.key)) && try(regex(local.key_arn, v.key)[0] != split(":", v.value_from)[3], false)
  ]

  # The keys of what is fetched from anywhere, and those of what is here.
  secret_keys = merge(concat([{}], flatten([
    for name, c in var.containers : [
      { for variable, key in c.secret_kms_keys : "containers.${name}.secret_kms_keys.${variable}" => key },
      { for option, key in c.logging.secret_option_kms_keys : "containers.${name}.logging.secret_option_kms_keys.${option}" => key },
      { for credentials in c.repository_credentials[*] : "containers.${name}.repository_credentials.kms_key" => credentials.kms_key },
      { for spec in c.credential_spec[*] : "containers.${name}.credential_spec.kms_key" => spec.kms_key },
      { for spec in c.credential_spec[*] : "containers.${name}.credential_spec.domainless_user_kms_key" => spec.domainless_user_kms_key },
    ]
    ]), flatten([
    for name, v in var.volumes : [{ for fsx in v.fsx[*] : "volumes.${name}.fsx.credentials_kms_key" => fsx.credentials_kms_key }]
  ]))...)
  wrong_secret_keys = [
    for at, key in local.secret_keys :
    "'${at}' must be alias/<name> or arn:${var.location.partition}:kms:<region>:<account>:key/<id> of a customer-managed key, got '${key}'${can(regex(local.aws_key_alias, key)) ? ": a key that AWS manages needs no permission: leave it out" : ""}."
    if key == null ? false : can(regex(local.aws_key_alias, key)) || !can(regex(local.key_alias, key)) && !can(regex(local.key_arn, key))
  ]
  keys_here = merge(concat([{}], flatten([
    for name, c in var.containers : [
      { for file, key in c.environment_file_kms_keys : "containers.${name}.environment_file_kms_keys.${file}" => key },
      { for firelens in c.firelens[*] : "containers.${name}.firelens.config_file_kms_key" => firelens.config_file_kms_key },
      { for spec in c.credential_spec[*] : "containers.${name}.credential_spec.kms_key" => can(regex(local.in_s3, spec.source)) ? spec.kms_key : null },
      { "containers.${name}.logging.bucket_kms_key" = c.logging.bucket_kms_key },
    ]
  ]))...)
  wrong_keys_here = [
    for at, key in local.keys_here :
    "'${at}' must be alias/<name> or arn:${var.location.partition}:kms:${var.location.region}:<account>:key/<id> of a customer-managed key, got '${key}'${can(regex(local.aws_key_alias, key)) ? ": a key that AWS manages needs no permission: leave it out" : ""}."
    if key == null ? false : can(regex(local.aws_key_alias, key)) || !can(regex(local.key_alias, key)) && try(regex(local.key_arn, key)[0] != var.location.region, true)
  ]

  wrong_files = flatten([
    for name, c in var.containers : concat(
      [
        for file in c.environment_files :
        "'containers.${name}.environment_files' must be ARNs of S3 objects, arn:${var.location.partition}:s3:::<bucket>/<key>, their names ending in .env, got '${file}'."
        if !can(regex(local.s3_object, file)) || !endswith(file, ".env")
      ],
      length(c.environment_files) > fact.most_environment_files ? [
        "'containers.${name}.environment_files' must be at most ${fact.most_environment_files}, got ${length(c.environment_files)}."
      ] : [],
      length(distinct(c.environment_files)) < length(c.environment_files) ? [
        "'containers.${name}.environment_files' must name each file once, got ${join(", ", c.environment_files)}."
      ] : [],
      [
        for file in setsubtract(keys(c.environment_file_kms_keys), concat(c.environment_files, ["*"])) :
        "'containers.${name}.environment_file_kms_keys' must be mapped by one of 'environment_files' (${join(", ", c.environment_files)}), or by *, got '${file}'."
      ],
      [
        for firelens in c.firelens[*] :
        "'containers.${name}.firelens.config_file_kms_key' must stand beside a configuration in S3, got '${firelens.config_file == null ? "nothing" : firelens.config_file}'."
        if firelens.config_file_kms_key == null ? false : !try(startswith(firelens.config_file, "arn:"), false)
      ],
    )
  ])

  wrong_credential_specs = flatten([
    for name, c in var.containers : [for spec in c.credential_spec[*] : concat(
      can(regex(local.in_s3, spec.source)) && !can(regex(local.s3_object, spec.source)) ? [
        "'containers.${name}.credential_spec.source' must be the ARN of an S3 object, arn:${var.location.partition}:s3:::<bucket>/<key>, or a parameter or secret, got '${spec.source}'."
      ] : [],
      local.fargate && spec.domainless_user == null ? [
        "'containers.${name}.credential_spec.domainless_user' must be set on Fargate, got nothing: its hosts are joined to no domain."
      ] : [],
      spec.domainless_user == null && spec.domainless_user_kms_key != null ? [
        "'containers.${name}.credential_spec.domainless_user_kms_key' must stand beside a domainless_user."
      ] : [],
    )]
  ])
}
