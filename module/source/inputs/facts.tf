# What AWS takes. Written from what the constructs check with.

locals {
  # Memory in MiB by cpu_units. Source: ECS developer guide, Fargate task size.
  fargate_memory = fact.fargate_memory

  fargate_cpu_units = fact.fargate_cpu_units

  container_numbers = fact.container_numbers

  health_check_numbers = fact.health_check

  linux_numbers = fact.linux_numbers

  queue_numbers = fact.queue

  alarm_numbers = fact.queue_alarms

  # What a name says that its value is a secret, and how well-known credentials look.
  secret_name  = fact.secret_name
  secret_value = fact.secret_value

  # How the regions of each partition beside aws start.
  partition_regions = fact.partition_regions

  ulimits = fact.ulimits

  capabilities = fact.capabilities

  fargate_log_drivers = fact.fargate_log_drivers

  log_drivers = fact.log_drivers
}
