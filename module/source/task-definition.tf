resource "aws_ecs_task_definition" "task" {
  count = var.create_task_definition && !var.ignore_container_changes ? 1 : 0

  family                   = local.family
  requires_compatibilities = [var.launch_type]
  network_mode             = var.network_mode
  cpu                      = var.cpu_units
  memory                   = var.memory_mib
  execution_role_arn       = local.execution_role_arn
  task_role_arn            = local.task_role_arn
  container_definitions    = local.container_definitions
  pid_mode                 = var.pid_mode
  ipc_mode                 = var.ipc_mode
  skip_destroy             = var.skip_destroy
  track_latest             = var.track_latest
  tags                     = var.tags

  runtime_platform {
    cpu_architecture        = var.cpu_architecture
    operating_system_family = var.operating_system_family
  }

  dynamic "ephemeral_storage" {
    for_each = var.ephemeral_storage_gib[*]

    content {
      size_in_gib = ephemeral_storage.value
    }
  }

  dynamic "volume" {
    for_each = module.inputs.volumes

    content {
      name                = volume.key
      host_path           = volume.value.host_path
      configure_at_launch = volume.value.configured_at_launch ? true : null

      dynamic "efs_volume_configuration" {
        for_each = volume.value.efs[*]

        content {
          file_system_id          = efs_volume_configuration.value.file_system_id
          root_directory          = coalesce(efs_volume_configuration.value.root_directory, "/")
          transit_encryption      = "ENABLED"
          transit_encryption_port = efs_volume_configuration.value.transit_encryption_port

          authorization_config {
            access_point_id = efs_volume_configuration.value.access_point_id
            iam             = efs_volume_configuration.value.iam ? "ENABLED" : "DISABLED"
          }
        }
      }

      dynamic "fsx_windows_file_server_volume_configuration" {
        for_each = volume.value.fsx[*]

        content {
          file_system_id = fsx_windows_file_server_volume_configuration.value.file_system_id
          root_directory = fsx_windows_file_server_volume_configuration.value.root_directory

          authorization_config {
            credentials_parameter = fsx_windows_file_server_volume_configuration.value.credentials
            domain                = fsx_windows_file_server_volume_configuration.value.domain
          }
        }
      }

      dynamic "docker_volume_configuration" {
        for_each = volume.value.docker[*]

        content {
          scope         = docker_volume_configuration.value.scope
          autoprovision = docker_volume_configuration.value.autoprovision
          driver        = docker_volume_configuration.value.driver
          driver_opts   = docker_volume_configuration.value.driver_options
          labels        = docker_volume_configuration.value.labels
        }
      }
    }
  }

  dynamic "placement_constraints" {
    for_each = var.placement_constraints

    content {
      type       = "memberOf"
      expression = placement_constraints.value
    }
  }

  # The roles' ARNs are composed, so that Terraform has to be told what comes first.
  depends_on = [
    aws_cloudwatch_log_group.log_group,
    aws_iam_role.execution_role,
    aws_iam_role.task_role,
    aws_iam_role_policy.execution_role_policy,
    aws_iam_role_policy.task_role_policy,
  ]
}

# The same, of which a deployment changes the image: a lifecycle cannot hang on a variable.
resource "aws_ecs_task_definition" "task_deployed_elsewhere" {
  count = var.create_task_definition && var.ignore_container_changes ? 1 : 0

  family                   = local.family
  requires_compatibilities = [var.launch_type]
  network_mode             = var.network_mode
  cpu                      = var.cpu_units
  memory                   = var.memory_mib
  execution_role_arn       = local.execution_role_arn
  task_role_arn            = local.task_role_arn
  container_definitions    = local.container_definitions
  pid_mode                 = var.pid_mode
  ipc_mode                 = var.ipc_mode
  skip_destroy             = var.skip_destroy
  track_latest             = var.track_latest
  tags                     = var.tags

  runtime_platform {
    cpu_architecture        = var.cpu_architecture
    operating_system_family = var.operating_system_family
  }

  dynamic "ephemeral_storage" {
    for_each = var.ephemeral_storage_gib[*]

    content {
      size_in_gib = ephemeral_storage.value
    }
  }

  dynamic "volume" {
    for_each = module.inputs.volumes

    content {
      name                = volume.key
      host_path           = volume.value.host_path
      configure_at_launch = volume.value.configured_at_launch ? true : null

      dynamic "efs_volume_configuration" {
        for_each = volume.value.efs[*]

        content {
          file_system_id          = efs_volume_configuration.value.file_system_id
          root_directory          = coalesce(efs_volume_configuration.value.root_directory, "/")
          transit_encryption      = "ENABLED"
          transit_encryption_port = efs_volume_configuration.value.transit_encryption_port

          authorization_config {
            access_point_id = efs_volume_configuration.value.access_point_id
            iam             = efs_volume_configuration.value.iam ? "ENABLED" : "DISABLED"
          }
        }
      }

      dynamic "fsx_windows_file_server_volume_configuration" {
        for_each = volume.value.fsx[*]

        content {
          file_system_id = fsx_windows_file_server_volume_configuration.value.file_system_id
          root_directory = fsx_windows_file_server_volume_configuration.value.root_directory

          authorization_config {
            credentials_parameter = fsx_windows_file_server_volume_configuration.value.credentials
            domain                = fsx_windows_file_server_volume_configuration.value.domain
          }
        }
      }

      dynamic "docker_volume_configuration" {
        for_each = volume.value.docker[*]

        content {
          scope         = docker_volume_configuration.value.scope
          autoprovision = docker_volume_configuration.value.autoprovision
          driver        = docker_volume_configuration.value.driver
          driver_opts   = docker_volume_configuration.value.driver_options
          labels        = docker_volume_configuration.value.labels
        }
      }
    }
  }

  dynamic "placement_constraints" {
    for_each = var.placement_constraints

    content {
      type       = "memberOf"
      expression = placement_constraints.value
    }
  }

  # The roles' ARNs are composed, so that Terraform has to be told what comes first.
  depends_on = [
    aws_cloudwatch_log_group.log_group,
    aws_iam_role.execution_role,
    aws_iam_role.task_role,
    aws_iam_role_policy.execution_role_policy,
    aws_iam_role_policy.task_role_policy,
  ]

  lifecycle {
    ignore_changes = [container_definitions]
  }
}
