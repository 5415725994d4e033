import { by } from "../iam/order";
import { checkMembers, problem } from "../validation/rules";
import type { Container } from "./container";
import type { ContainerContext } from "./container-context";
import { containerRules, platformProblems } from "./container-rules";
import { renderFireLens } from "./firelens";
import { renderHealthCheck } from "./health-check";
import { renderLinuxParameters } from "./linux-parameters";
import { Logging } from "./logging";
import { renderPorts } from "./port";
import { renderRepositoryCredentials } from "./repository-credentials";
import { renderRestartPolicy } from "./restart-policy";
import { renderMountPoints, renderVolumesFrom } from "./storage";
import { renderUlimits } from "./ulimit";
import { renderEnvironment, renderEnvironmentFiles, renderSecrets } from "./variables";

/**
 * A container's JSON in the form in which AWS reads it back, so that a plan shows what changed and nothing else: lists
 * whose order means nothing are sorted, AWS's defaults are written out, and lists that AWS reads back empty are there.
 * Source: terraform-provider-aws, internal/service/ecs/container_definitions.go.
 *
 * Undefined where the container is too far from a container's form; the context then has the problems.
 */
export function renderContainer(container: Container, context: ContainerContext, at: string): object | undefined {
  const problems = checkMembers(container, containerRules(context.location.region, context.platform.fargate), at);
  context.problems.push(...problems);
  try {
    context.problems.push(...platformProblems(container, context.platform, at), ...nameProblems(container, at));
    return render(container, context, at);
  } catch (error) {
    // A member of the wrong kind, which is among the problems already.
    if (problems.length > 0) return undefined;
    throw error;
  }
}

function render(container: Container, context: ContainerContext, at: string): object {
  const logging = container.logging ?? Logging.awsLogs();
  return {
    command: container.command,
    cpu: container.cpuUnits ?? 0,
    dependsOn: container.dependsOn && [...container.dependsOn].sort(by(({ containerName }) => containerName)),
    disableNetworking: container.disableNetworking,
    dnsSearchDomains: container.dnsSearchDomains,
    dnsServers: container.dnsServers,
    dockerLabels: container.dockerLabels,
    dockerSecurityOptions: container.dockerSecurityOptions,
    entryPoint: container.entryPoint,
    environment: renderEnvironment(container.environment ?? {}, container.plainTextBecause ?? {}, context, at),
    environmentFiles: container.environmentFiles && renderEnvironmentFiles(container.environmentFiles, context),
    essential: container.essential ?? true,
    extraHosts: container.extraHosts && [...container.extraHosts].sort(by(({ hostname }) => hostname)),
    firelensConfiguration: renderFireLens(container.firelens, context, `${at}.firelens`),
    healthCheck: renderHealthCheck(container.healthCheck),
    hostname: container.hostname,
    image: container.image.render(context, `${at}.image`),
    interactive: container.interactive,
    links: container.links,
    linuxParameters: renderLinuxParameters(container.linuxParameters, context, `${at}.linuxParameters`),
    logConfiguration: logging.render(context, `${at}.logging`),
    memory: container.memoryMiB,
    memoryReservation: container.memoryReservationMiB,
    mountPoints: renderMountPoints(container.mountPoints ?? []),
    name: container.name,
    portMappings: renderPorts(container.ports ?? [], context, `${at}.ports`),
    privileged: container.privileged,
    pseudoTerminal: container.pseudoTerminal,
    readonlyRootFilesystem: container.readonlyRootFilesystem ?? (context.platform.linux ? true : undefined),
    repositoryCredentials: renderRepositoryCredentials(container.repositoryCredentials, context),
    resourceRequirements: container.gpuCount && [{ type: "GPU", value: String(container.gpuCount) }],
    restartPolicy: renderRestartPolicy(container.restartPolicy),
    secrets: container.secrets && renderSecrets(container.secrets, context, `${at}.secrets`),
    startTimeout: container.startTimeoutSeconds,
    stopTimeout: container.stopTimeoutSeconds,
    systemControls: [...(container.systemControls ?? [])].sort(by(({ namespace }) => namespace)),
    ulimits: renderUlimits(container.ulimits, context, `${at}.ulimits`),
    // AWS reads a FireLens container's user back as root's.
    user: container.user ?? (container.firelens && "0"),
    versionConsistency: container.versionConsistency,
    volumesFrom: renderVolumesFrom(container.volumesFrom ?? []),
    workingDirectory: container.workingDirectory,
  };
}

/** A variable is set once: in plain text or as a secret. */
function nameProblems({ environment = {}, secrets = {} }: Container, at: string): readonly string[] {
  return Object.keys(secrets)
    .filter((name) => name in environment)
    .map((name) => problem(`${at}.secrets.${name}`, "not stand in 'environment' too", name, "keep one of them"));
}
