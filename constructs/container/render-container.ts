import { CONTAINER_DEFAULTS } from "../../aws/ecs/container-defaults";
import { by } from "../../aws/text-order";
import type { Container } from "./container";
import type { ContainerPlace } from "./container-place";
import { renderFireLens } from "./firelens";
import { renderHealthCheck } from "./health-check";
import { renderLinuxParameters } from "./linux-parameters";
import { Logging } from "./logging";
import { renderPorts } from "./port";
import { renderRepositoryCredentials } from "./repository-credentials";
import { renderRestartPolicy } from "./restart-policy";
import { renderMountPoints, renderVolumesFrom } from "./storage";
import type { TaskFacts } from "./task-facts";
import { renderUlimits } from "./ulimit";
import { renderEnvironment, renderEnvironmentFiles, renderSecrets } from "./variables";

type MemberRenderer = (container: Container, place: ContainerPlace, facts: TaskFacts) => unknown;

/**
 * A container's JSON, member by member, in the form in which AWS reads it back, so that a plan shows what changed and
 * nothing else: lists whose order means nothing are sorted, AWS's defaults are written out, and lists that AWS reads back
 * empty are there. Source: terraform-provider-aws, internal/service/ecs/container_definitions.go.
 */
const MEMBERS: Readonly<Record<string, MemberRenderer>> = {
  command: ({ command }) => command,
  cpu: ({ cpuUnits }) => cpuUnits ?? CONTAINER_DEFAULTS.cpu,
  credentialSpecs: ({ credentialSpec }, place, facts) => credentialSpec?.render(place, facts),
  dependsOn: ({ dependsOn }) => dependsOn && [...dependsOn].sort(by(({ containerName }) => containerName)),
  disableNetworking: ({ disableNetworking }) => disableNetworking,
  dnsSearchDomains: ({ dnsSearchDomains }) => dnsSearchDomains,
  dnsServers: ({ dnsServers }) => dnsServers,
  dockerLabels: ({ dockerLabels }) => dockerLabels,
  dockerSecurityOptions: ({ dockerSecurityOptions }) => dockerSecurityOptions,
  entryPoint: ({ entryPoint }) => entryPoint,
  environment: ({ environment = {} }) => renderEnvironment(environment),
  environmentFiles: ({ environmentFiles }, _, facts) =>
    environmentFiles && renderEnvironmentFiles(environmentFiles, facts),
  essential: ({ essential }) => essential ?? CONTAINER_DEFAULTS.essential,
  extraHosts: ({ extraHosts }) => extraHosts && [...extraHosts].sort(by(({ hostname }) => hostname)),
  firelensConfiguration: ({ firelens }, _, facts) => firelens && renderFireLens(firelens, facts),
  healthCheck: ({ healthCheck }) => healthCheck && renderHealthCheck(healthCheck),
  hostname: ({ hostname }) => hostname,
  image: ({ image }, place, facts) => image.render(place, facts),
  interactive: ({ interactive }) => interactive,
  links: ({ links }) => links,
  linuxParameters: ({ linuxParameters }) => linuxParameters && renderLinuxParameters(linuxParameters),
  logConfiguration: ({ logging = Logging.awsLogs() }, place, facts) => logging.render(place, facts),
  memory: ({ memoryMiB }) => memoryMiB,
  memoryReservation: ({ memoryReservationMiB }) => memoryReservationMiB,
  mountPoints: ({ mountPoints = [] }) => renderMountPoints(mountPoints),
  name: ({ name }) => name,
  portMappings: ({ ports = [] }, place) => renderPorts(ports, place),
  privileged: ({ privileged }) => privileged,
  pseudoTerminal: ({ pseudoTerminal }) => pseudoTerminal,
  readonlyRootFilesystem: ({ readonlyRootFilesystem }, { linux }) =>
    readonlyRootFilesystem ?? (linux ? true : undefined),
  repositoryCredentials: ({ repositoryCredentials }, place, facts) =>
    repositoryCredentials && renderRepositoryCredentials(repositoryCredentials, place, facts),
  resourceRequirements: ({ gpuCount }) => gpuCount && [{ type: "GPU", value: String(gpuCount) }],
  restartPolicy: ({ restartPolicy }) => restartPolicy && renderRestartPolicy(restartPolicy),
  secrets: ({ secrets }, place, facts) => secrets && renderSecrets(secrets, place, facts),
  startTimeout: ({ startTimeoutSeconds }) => startTimeoutSeconds,
  stopTimeout: ({ stopTimeoutSeconds }) => stopTimeoutSeconds,
  systemControls: ({ systemControls = [] }) => [...systemControls].sort(by(({ namespace }) => namespace)),
  ulimits: ({ ulimits }) => ulimits && renderUlimits(ulimits),
  // AWS reads a FireLens container's user back as root's.
  user: ({ user, firelens }) => user ?? (firelens && "0"),
  versionConsistency: ({ versionConsistency }) => versionConsistency,
  volumesFrom: ({ volumesFrom = [] }) => renderVolumesFrom(volumesFrom),
  workingDirectory: ({ workingDirectory }) => workingDirectory,
};

/** The JSON of a container with which nothing is wrong; `facts` then has what that cannot say. */
export function renderContainer(container: Container, place: ContainerPlace, facts: TaskFacts): object {
  return Object.fromEntries(Object.entries(MEMBERS).map(([name, render]) => [name, render(container, place, facts)]));
}
