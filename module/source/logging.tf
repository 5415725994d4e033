# Where the containers' output goes.

locals {
  log_configurations = {
    for name, c in local.containers : name => {
      for member, value in {
        logDriver = c.logging.driver
        options = c.logging.driver != "awslogs" ? c.logging.options : {
          for option, value in {
            "awslogs-create-group"      = c.logging.create_group ? "true" : null
            "awslogs-datetime-format"   = c.logging.datetime_format
            "awslogs-group"             = local.log_groups[name].name
            "awslogs-multiline-pattern" = c.logging.multiline_pattern
            "awslogs-region"            = local.log_groups[name].region
            "awslogs-stream-prefix"     = c.logging.stream_prefix
            "max-buffer-size"           = c.logging.max_buffer_size
            mode                        = c.logging.mode
          } : option => value if value != null
        }
        secretOptions = length(c.logging.secret_options) == 0 ? null : [
          for option, value_from in c.logging.secret_options : { name = option, valueFrom = value_from }
        ]
      } : member => value if value != null
    }
  }

  log_groups = {
    for name, c in local.containers : name => {
      name   = c.logging.log_group_name == null ? local.log_group_name : c.logging.log_group_name
      region = c.logging.region == null ? local.region : c.logging.region
      create = c.logging.create_group
    } if c.logging.driver == "awslogs"
  }

  firelens_configurations = {
    for name, c in local.containers : name => c.firelens == null ? null : {
      type = c.firelens.type
      options = {
        for option, value in {
          "config-file-type"        = c.firelens.config_file == null ? null : startswith(c.firelens.config_file, "arn:") ? "s3" : "file"
          "config-file-value"       = c.firelens.config_file
          "enable-ecs-log-metadata" = tostring(c.firelens.enable_ecs_log_metadata)
        } : option => value if value != null
      }
    }
  }
}
