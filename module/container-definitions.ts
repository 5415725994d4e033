/**
 * The container definitions as a Terraform expression over `var.containers`, in the form in which AWS reads them back: the
 * same members, orders and defaults as `constructs/container/` renders from TypeScript, which a test compares.
 */
const MEMBERS: Readonly<Record<string, string>> = {
  command: "c.command",
  cpu: "c.cpu_units",
  dependsOn:
    "length(c.depends_on) == 0 ? null : [for other in sort(keys(c.depends_on)) : { condition = c.depends_on[other], containerName = other }]",
  dockerLabels: "c.docker_labels",
  entryPoint: "c.entry_point",
  environment: "[for variable in sort(keys(c.environment)) : { name = variable, value = c.environment[variable] }]",
  essential: "c.essential",
  healthCheck: `c.health_check == null ? null : ${withoutNulls({
    command: "c.health_check.command",
    interval: "c.health_check.interval_seconds",
    retries: "c.health_check.retries",
    startPeriod: "c.health_check.start_period_seconds",
    timeout: "c.health_check.timeout_seconds",
  })}`,
  image: "c.image",
  logConfiguration: `{ logDriver = "awslogs", options = { "awslogs-group" = local.log_group_name, "awslogs-region" = local.region, "awslogs-stream-prefix" = "ecs" } }`,
  memory: "c.memory_mib",
  memoryReservation: "c.memory_reservation_mib",
  mountPoints: "[]",
  name: "name",
  portMappings: `[for p in c.ports : ${withoutNulls({
    appProtocol: "p.app_protocol",
    containerPort: "p.container_port",
    hostPort: "p.container_port",
    name: "p.name",
    protocol: "p.protocol",
  })}]`,
  readonlyRootFilesystem: "c.readonly_root_filesystem",
  secrets:
    "length(c.secrets) == 0 ? null : [for variable in sort(keys(c.secrets)) : { name = variable, valueFrom = local.secret_arns_by_container[name][variable] }]",
  stopTimeout: "c.stop_timeout_seconds",
  systemControls: "[]",
  user: "c.user",
  volumesFrom: "[]",
  workingDirectory: "c.working_directory",
};

export const CONTAINER_DEFINITIONS = `\${jsonencode([for name, c in var.containers : ${withoutNulls(MEMBERS)}])}`;

/** An object of expressions without those that are null: AWS reads back what was set. */
function withoutNulls(members: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(members).map(([name, expression]) => `${name} = ${expression}`);
  return `{ for member, value in { ${pairs.join(", ")} } : member => value if value != null }`;
}
