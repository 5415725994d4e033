# What the log router may do with the containers' output. It runs in the task, and so has the task role. A destination
# outside AWS takes nothing.

locals {
  # Fluent Bit does not tell `Name` from `name`.
  router_options = [
    for c in local.containers : merge(
      { for option, value in c.logging.options : lower(option) => lower(option) == "name" ? lower(value) : value },
      { bucket_key = c.logging.bucket_kms_key },
    )
    if c.logging.driver == "awsfirelens" && c.logging.options != null
  ]

  # With a role of its own the router takes on that role, and needs nothing else.
  worn_roles = sort(distinct(compact([
    for o in local.router_options : lookup(o, "role_arn", lookup(o, "aws_role_arn", ""))
    if contains(local.routed_plugins, lookup(o, "name", "")) || contains(local.switched_on, lower(lookup(o, "aws_auth", "")))
  ])))
  routed_plugins = ["cloudwatch", "cloudwatch_logs", "es", "firehose", "kinesis", "kinesis_firehose", "kinesis_streams", "opensearch", "s3"]
  switched_on    = ["true", "on", "yes", "1"]
  routes = [
    for o in local.router_options : merge(o, {
      region      = lookup(o, "region", local.region)
      creates     = contains(local.switched_on, lower(lookup(o, "auto_create_group", "")))
      signs       = contains(local.switched_on, lower(lookup(o, "aws_auth", "")))
      destination = lookup(o, "log_group_name", lookup(o, "delivery_stream", lookup(o, "stream", lookup(o, "bucket", lookup(o, "host", "")))))
    }) if contains(local.routed_plugins, lookup(o, "name", "")) && lookup(o, "role_arn", lookup(o, "aws_role_arn", "")) == ""
  ]

  # What a template may become: of Fluent Bit's, of the container's environment or of a record, anything.
  template = "/\\$\\([^)]*\\)|\\$\\{\\w+\\}|\\$[A-Za-z_][\\w.]*(?:\\['[^']*'\\])*/"

  routed_logs = flatten([
    for o in local.routes : [
      for group in compact([lookup(o, "log_group_name", ""), lookup(o, "log_group_template", "")]) : {
        arn = "arn:${local.partition}:logs:${o.region}:${local.account_id}:log-group:${replace(replace(group, local.template, "*"), "/[*]{2,}/", "*")}"
        # The plugin in Go asks which streams there are before it writes; the one in C does not.
        actions = join(" ", o.name == "cloudwatch" ? ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"] : ["logs:CreateLogStream", "logs:PutLogEvents"])
        further = concat(
          ["logs:CreateLogGroup"],
          lookup(o, "log_retention_days", "") == "" ? [] : ["logs:PutRetentionPolicy"],
          lookup(o, "new_log_group_tags", "") == "" ? [] : ["logs:TagResource"],
        )
        creates = o.creates
      }
    ] if startswith(o.name, "cloudwatch")
  ])
  routed_places = [
    for o in local.routes : merge(o, { place = replace(replace(o.destination, local.template, "*"), "/[*]{2,}/", "*") })
  ]

  domain     = "^(?:search|vpc)-([a-z][a-z0-9-]*?)(?:-[a-z0-9]{26})?[.](?:([a-z0-9-]+)[.]es[.]|aos[.]([a-z0-9-]+)[.]on[.])"
  collection = "^([a-z0-9]+)[.]([a-z0-9-]+)[.]aoss[.]"

  # The init process of AWS for Fluent Bit fetches what these variables name itself, with the task role.
  init_variables = flatten([
    for name, c in local.containers : nonsensitive([
      for variable, place in c.environment : { at = "containers.${name}.environment.${variable}", place = nonsensitive(place) }
      if startswith(lower(variable), "aws_fluent_bit_init_s3")
    ]) if c.firelens != null
  ])
  init_files = sort(distinct([for v in local.init_variables : v.place if can(regex("^arn:[^:]*:s3:::[^/]+/.", v.place))]))

  firelens_statements = concat(
    [
      { Sid = "S3GetBucketLocation", Action = ["s3:GetBucketLocation"], Resource = distinct([for file in local.init_files : split("/", file)[0]]) },
      { Sid = "S3GetFireLensConfiguration", Action = ["s3:GetObject"], Resource = local.init_files },
    ],
    [{ Sid = "FireLensAssumeRole", Action = ["sts:AssumeRole"], Resource = local.worn_roles }],
    [
      for index, actions in sort(distinct([for log in local.routed_logs : join(" ", log.further) if log.creates])) : {
        Sid      = "FireLensCreateLogGroup${index == 0 ? "" : index + 1}"
        Action   = sort(split(" ", actions))
        Resource = sort(distinct(flatten([for log in local.routed_logs : [log.arn, "${log.arn}:*"] if log.creates && join(" ", log.further) == actions])))
      }
    ],
    [
      {
        Sid      = "FireLensPostToOpenSearch"
        Action   = ["es:ESHttpPost"]
        Resource = sort(distinct([for o in local.routed_places : "arn:${local.partition}:es:${join("", compact(slice(regex(local.domain, o.place), 1, 3)))}:${local.account_id}:domain/${regex(local.domain, o.place)[0]}/*" if contains(["es", "opensearch"], o.name) && o.signs && can(regex(local.domain, o.place))]))
      },
      {
        Sid      = "FireLensPutToFirehose"
        Action   = ["firehose:PutRecordBatch"]
        Resource = sort(distinct([for o in local.routed_places : "arn:${local.partition}:firehose:${o.region}:${local.account_id}:deliverystream/${o.place}" if contains(["firehose", "kinesis_firehose"], o.name)]))
      },
      {
        Sid      = "FireLensPutToKinesis"
        Action   = ["kinesis:PutRecords"]
        Resource = sort(distinct([for o in local.routed_places : "arn:${local.partition}:kinesis:${o.region}:${local.account_id}:stream/${o.place}" if contains(["kinesis", "kinesis_streams"], o.name)]))
      },
      {
        Sid      = "FireLensPutToS3"
        Action   = ["s3:PutObject"]
        Resource = sort(distinct([for o in local.routed_places : "arn:${local.partition}:s3:::${o.place}/*" if o.name == "s3"]))
      },
      {
        Sid      = "FireLensWriteToCollection"
        Action   = ["aoss:APIAccessAll"]
        Resource = sort(distinct([for o in local.routed_places : "arn:${local.partition}:aoss:${regex(local.collection, o.place)[1]}:${local.account_id}:collection/${regex(local.collection, o.place)[0]}" if contains(["es", "opensearch"], o.name) && o.signs && can(regex(local.collection, o.place))]))
      },
    ],
    [
      for index, actions in sort(distinct(local.routed_logs[*].actions)) : {
        Sid      = "FireLensWriteLogs${index == 0 ? "" : index + 1}"
        Action   = split(" ", actions)
        Resource = sort(distinct([for log in local.routed_logs : "${log.arn}:*" if log.actions == actions]))
      }
    ],
  )
}
