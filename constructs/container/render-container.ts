import { problem } from "../../aws/messages";
import { by } from "../../aws/text-order";
import { shape } from "../validation/rules";
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

type MemberRenderer = (container: Container, context: ContainerContext, at: string) => unknown;

/**
 * A container's JSON, member by member, in the form in which AWS reads it back, so that a plan shows what changed and
 * nothing else: lists whose order means nothing are sorted, AWS's defaults are written out, and lists that AWS reads back
 * empty are there. Source: terraform-provider-aws, internal/service/ecs/container_definitions.go.
 */
const MEMBERS: Readonly<Record<string, MemberRenderer>> = {
  command: ({ command }) => command,
  cpu: ({ cpuUnits }) => cpuUnits ?? 0,
  dependsOn: ({ dependsOn }) => dependsOn && [...dependsOn].sort(by(({ containerName }) => containerName)),
  disableNetworking: ({ disableNetworking }) => disableNetworking,
  dnsSearchDomains: ({ dnsSearchDomains }) => dnsSearchDomains,
  dnsServers: ({ dnsServers }) => dnsServers,
  dockerLabels: ({ dockerLabels }) => dockerLabels,
  dockerSecurityOptions: ({ dockerSecurityOptions }) => dockerSecurityOptions,
  entryPoint: ({ entryPoint }) => entryPoint,
  environment: ({ environment = {}, plainTextBecause = {} }, context, at) =>
    renderEnvironment(environment, plainTextBecause, context, at),
  environmentFiles: ({ environmentFiles }, context) =>
    environmentFiles && renderEnvironmentFiles(environmentFiles, context),
  essential: ({ essential }) => essential ?? true,
  extraHosts: ({ extraHosts }) => extraHosts && [...extraHosts].sort(by(({ hostname }) => hostname)),
  firelensConfiguration: ({ firelens }, context, at) => renderFireLens(firelens, context, `${at}.firelens`),
  healthCheck: ({ healthCheck }) => renderHealthCheck(healthCheck),
  hostname: ({ hostname }) => hostname,
  image: ({ image }, context, at) => image.render(context, `${at}.image`),
  interactive: ({ interactive }) => interactive,
  links: ({ links }) => links,
  linuxParameters: ({ linuxParameters }, context, at) =>
    renderLinuxParameters(linuxParameters, context, `${at}.linuxParameters`),
  logConfiguration: ({ logging = Logging.awsLogs() }, context, at) => logging.render(context, `${at}.logging`),
  memory: ({ memoryMiB }) => memoryMiB,
  memoryReservation: ({ memoryReservationMiB }) => memoryReservationMiB,
  mountPoints: ({ mountPoints = [] }) => renderMountPoints(mountPoints),
  name: ({ name }) => name,
  portMappings: ({ ports = [] }, context, at) => renderPorts(ports, context, `${at}.ports`),
  privileged: ({ privileged }) => privileged,
  pseudoTerminal: ({ pseudoTerminal }) => pseudoTerminal,
  readonlyRootFilesystem: ({ readonlyRootFilesystem }, { platform }) =>
    readonlyRootFilesystem ?? (platform.linux ? true : undefined),
  repositoryCredentials: ({ repositoryCredentials }, context, at) =>
    renderRepositoryCredentials(repositoryCredentials, context, `${at}.repositoryCredentials`),
  resourceRequirements: ({ gpuCount }) => gpuCount && [{ type: "GPU", value: String(gpuCount) }],
  restartPolicy: ({ restartPolicy }) => renderRestartPolicy(restartPolicy),
  secrets: ({ secrets }, context, at) => secrets && renderSecrets(secrets, context, `${at}.secrets`),
  startTimeout: ({ startTimeoutSeconds }) => startTimeoutSeconds,
  stopTimeout: ({ stopTimeoutSeconds }) => stopTimeoutSeconds,
  systemControls: ({ systemControls = [] }) => [...systemControls].sort(by(({ namespace }) => namespace)),
  ulimits: ({ ulimits }, context, at) => renderUlimits(ulimits, context, `${at}.ulimits`),
  // AWS reads a FireLens container's user back as root's.
  user: ({ user, firelens }) => user ?? (firelens && "0"),
  versionConsistency: ({ versionConsistency }) => versionConsistency,
  volumesFrom: ({ volumesFrom = [] }) => renderVolumesFrom(volumesFrom),
  workingDirectory: ({ workingDirectory }) => workingDirectory,
};

/** A container's JSON; the context then has what it needs of AWS, and what is wrong with it. */
export function renderContainer(container: Container, context: ContainerContext, at: string): object {
  const problems = shape<Container>(containerRules(context.location.region, context.platform.fargate))(container, at);
  context.problems.push(...problems);
  if (typeof container !== "object" || container === null) return {};
  context.problems.push(...platformProblems(container, context.platform, at), ...nameProblems(container, at));
  const members = Object.entries(MEMBERS).map(([name, render]) => [
    name,
    unlessMalformed(problems, () => render(container, context, at)),
  ]);
  return Object.fromEntries(members);
}

/** What is malformed may fail to render: it is among the problems already, and the other members have theirs to tell. */
function unlessMalformed(problems: readonly string[], render: () => unknown): unknown {
  try {
    return render();
  } catch (error) {
    if (problems.length === 0) throw error;
    return undefined;
  }
}

/** A variable is set once: in plain text or as a secret. */
function nameProblems({ environment, secrets }: Container, at: string): readonly string[] {
  return Object.keys(secrets ?? {})
    .filter((name) => Object.hasOwn(Object(environment), name))
    .map((name) => problem(`${at}.secrets.${name}`, "not stand in 'environment' too", name, "keep one of them"));
}
