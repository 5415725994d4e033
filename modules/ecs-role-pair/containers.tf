# The container definitions in the form in which AWS reads them back, so that a plan shows what changed and nothing else:
# lists whose order means nothing are sorted, AWS's defaults are written out, and lists that AWS reads back empty are there.

locals {
  containers = module.inputs.containers

  images = {
    for name, c in local.containers : name => (
      c.image_tag == null ? c.image : "${c.image}${startswith(c.image_tag, "sha256:") ? "@" : ":"}${c.image_tag}"
    )
  }

  container_definitions = jsonencode([
    for name, c in local.containers : {
      for member, value in {
        command                = c.command
        cpu                    = c.cpu_units
        credentialSpecs        = c.credential_spec == null ? null : ["credentialspec${c.credential_spec.domainless_user == null ? "" : "domainless"}:${c.credential_spec.source}"]
        dependsOn              = length(c.depends_on) == 0 ? null : [for other, condition in c.depends_on : { condition = condition, containerName = other }]
        disableNetworking      = c.disable_networking
        dnsSearchDomains       = c.dns_search_domains
        dnsServers             = c.dns_servers
        dockerLabels           = c.docker_labels
        dockerSecurityOptions  = c.docker_security_options
        entryPoint             = c.entry_point
        environment            = [for variable, value in local.environments[name] : { name = variable, value = value }]
        environmentFiles       = length(c.environment_files) == 0 ? null : [for file in c.environment_files : { type = "s3", value = file }]
        essential              = c.essential
        extraHosts             = c.extra_hosts == null ? null : [for host, address in c.extra_hosts : { hostname = host, ipAddress = address }]
        firelensConfiguration  = local.firelens_configurations[name]
        healthCheck            = local.health_checks[name]
        hostname               = c.hostname
        image                  = local.images[name]
        interactive            = c.interactive
        links                  = c.links
        linuxParameters        = local.linux_parameters[name]
        logConfiguration       = local.log_configurations[name]
        memory                 = c.memory_mib
        memoryReservation      = c.memory_reservation_mib
        mountPoints            = [for path, mount in c.mount_points : { containerPath = path, readOnly = mount.read_only, sourceVolume = mount.volume }]
        name                   = name
        portMappings           = local.port_mappings[name]
        privileged             = c.privileged
        pseudoTerminal         = c.pseudo_terminal
        readonlyRootFilesystem = c.readonly_root_filesystem == null ? (local.linux ? true : null) : c.readonly_root_filesystem
        repositoryCredentials  = c.repository_credentials == null ? null : { credentialsParameter = c.repository_credentials.secret_arn }
        resourceRequirements   = c.gpu_count == null ? null : [{ type = "GPU", value = tostring(c.gpu_count) }]
        restartPolicy          = local.restart_policies[name]
        secrets                = length(c.secrets) == 0 ? null : [for variable, value_from in c.secrets : { name = variable, valueFrom = value_from }]
        startTimeout           = c.start_timeout_seconds
        stopTimeout            = c.stop_timeout_seconds
        systemControls         = [for namespace, value in c.system_controls : { namespace = namespace, value = value }]
        ulimits                = c.ulimits == null ? null : [for limit, u in c.ulimits : { hardLimit = u.hard_limit, name = limit, softLimit = u.soft_limit }]
        # AWS reads a FireLens container's user back as root's.
        user               = c.user == null && c.firelens != null ? "0" : c.user
        versionConsistency = c.version_consistency
        volumesFrom        = [for other, v in c.volumes_from : { readOnly = v.read_only, sourceContainer = other }]
        workingDirectory   = c.working_directory
      } : member => value if value != null
    }
  ])

  environments = {
    for name, c in local.containers : name => merge(c.environment, {
      for variable, key in c.queue_url_variables : variable => lookup(local.queue_urls, key, null)
    })
  }

  health_checks = {
    for name, c in local.containers : name => c.health_check == null ? null : {
      for member, value in {
        command     = c.health_check.command
        interval    = c.health_check.interval_seconds
        retries     = c.health_check.retries
        startPeriod = c.health_check.start_period_seconds
        timeout     = c.health_check.timeout_seconds
      } : member => value if value != null
    }
  }

  # By number and protocol, each port once. Under awsvpc and host a port is the same on the host.
  ports = {
    for name, c in local.containers : name => {
      for p in c.ports : "${substr("00000", 0, max(0, 5 - length(coalesce(p.container_port, p.container_port_range, "none"))))}${coalesce(p.container_port, p.container_port_range, "none")}/${p.protocol}" => p...
    }
  }
  same_port_on_host = contains(["awsvpc", "host"], var.network_mode)
  port_mappings = {
    for name, ports in local.ports : name => [
      for p in [for same in values(ports) : same[0]] : {
        for member, value in {
          appProtocol        = p.app_protocol
          containerPort      = p.container_port
          containerPortRange = p.container_port_range
          hostPort           = p.container_port_range != null ? null : local.same_port_on_host ? p.container_port : coalesce(p.host_port, 0)
          name               = p.name
          protocol           = p.protocol
        } : member => value if value != null
      }
    ]
  }

  linux_parameters = {
    for name, c in local.containers : name => c.linux_parameters == null ? null : {
      for member, value in {
        # AWS reads back both lists or none.
        capabilities = c.linux_parameters.capabilities == null ? null : {
          add  = sort(distinct(c.linux_parameters.capabilities.add))
          drop = sort(distinct(c.linux_parameters.capabilities.drop))
        }
        devices = c.linux_parameters.devices == null ? null : [
          for path, device in c.linux_parameters.devices : {
            for member, value in {
              containerPath = device.container_path
              hostPath      = path
              permissions   = device.permissions
            } : member => value if value != null
          }
        ]
        initProcessEnabled = c.linux_parameters.init_process_enabled
        maxSwap            = c.linux_parameters.max_swap_mib
        sharedMemorySize   = c.linux_parameters.shared_memory_size_mib
        swappiness         = c.linux_parameters.swappiness
        tmpfs = c.linux_parameters.tmpfs == null ? null : [
          for path, tmpfs in c.linux_parameters.tmpfs : {
            for member, value in {
              containerPath = path
              mountOptions  = tmpfs.mount_options
              size          = tmpfs.size_mib
            } : member => value if value != null
          }
        ]
      } : member => value if value != null
    }
  }

  restart_policies = {
    for name, c in local.containers : name => c.restart_policy == null ? null : {
      for member, value in {
        enabled              = c.restart_policy.enabled
        ignoredExitCodes     = c.restart_policy.ignored_exit_codes
        restartAttemptPeriod = c.restart_policy.restart_attempt_period_seconds
      } : member => value if value != null
    }
  }
}
