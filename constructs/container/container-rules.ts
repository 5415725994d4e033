import { CONTAINER_LIMITS, LONGEST_TIMEOUT_ON_FARGATE } from "../../aws/ecs/container-limits";
import { NOT_ON_FARGATE, NOT_ON_WINDOWS, NOT_UNDER_AWSVPC } from "../../aws/ecs/task-limits";
import { problem } from "../../aws/messages";
import {
  anything,
  boolean,
  line,
  list,
  matching,
  oneOf,
  type Rule,
  type RulesOf,
  range,
  record,
  required,
  rule,
  shape,
  text,
} from "../validation/rules";
import type { Container, ContainerDependency, ExtraHost, SystemControl } from "./container";
import type { ContainerPlace } from "./container-place";
import { credentialSpecRule } from "./credential-spec";
import { fireLensRule } from "./firelens";
import { healthCheckRule } from "./health-check";
import type { Image } from "./image";
import { linuxParametersRule } from "./linux-parameters";
import { portsRule } from "./port";
import { repositoryCredentialsRule } from "./repository-credentials";
import { restartPolicyRule } from "./restart-policy";
import { mountPointRule, volumesFromRule } from "./storage";
import { ulimitsRule } from "./ulimit";
import { variableProblems } from "./variable-problems";
import { environmentFilesRule, environmentRule, plainTextReasonsRule, secretsRule } from "./variables";

const words = list(rule((value) => typeof value === "string", "be a string"));
const dependencyRule = shape<ContainerDependency>({
  containerName: required(text),
  condition: required(oneOf(["START", "COMPLETE", "SUCCESS", "HEALTHY"])),
});

/** A value of a class of this package's, which checks itself; another copy of the package has classes of its own. */
const checkedBy =
  (what: string, remedy: string, place: ContainerPlace): Rule =>
  (value, at) => {
    if (value === undefined) return [];
    const given = value as Partial<Image> | null;
    return typeof given?.render === "function" && typeof given.check === "function"
      ? given.check(place, at)
      : [problem(at, `be ${what}`, value, remedy)];
  };

/** The rules for a container's members, each by itself; what they must be together is checked in `containerProblems`. */
export function containerRules(place: ContainerPlace): RulesOf<Container> {
  const longest = place.fargate ? LONGEST_TIMEOUT_ON_FARGATE : undefined;
  const imageRemedy = "use Image.fromEcr or Image.fromRegistry";
  return {
    name: required(matching(/^[\w-]{1,255}$/, "be 1 to 255 letters, digits, _ or -")),
    image: required(checkedBy("an Image", imageRemedy, place), imageRemedy),
    command: words,
    entryPoint: words,
    environment: environmentRule,
    plainTextBecause: plainTextReasonsRule,
    secrets: secretsRule(place),
    environmentFiles: environmentFilesRule(place),
    ports: portsRule(place),
    healthCheck: healthCheckRule,
    dependsOn: list(dependencyRule),
    logging: checkedBy("a Logging", "use Logging.awsLogs, Logging.fireLens or Logging.fromDriver", place),
    readonlyRootFilesystem: boolean,
    user: matching(/^[\w.$-]+(:[\w.$-]+)?$/, "be a user, or a user and a group: 1000 or 1000:1000"),
    workingDirectory: text,
    startTimeoutSeconds: range({ ...CONTAINER_LIMITS.startTimeoutSeconds, to: longest }),
    stopTimeoutSeconds: range({ ...CONTAINER_LIMITS.stopTimeoutSeconds, to: longest }),
    ulimits: ulimitsRule,
    mountPoints: list(mountPointRule),
    volumesFrom: list(volumesFromRule),
    linuxParameters: linuxParametersRule(place),
    restartPolicy: restartPolicyRule,
    essential: boolean,
    cpuUnits: range(CONTAINER_LIMITS.cpuUnits),
    memoryMiB: range(CONTAINER_LIMITS.memoryMiB),
    memoryReservationMiB: range(CONTAINER_LIMITS.memoryReservationMiB),
    repositoryCredentials: repositoryCredentialsRule(place),
    credentialSpec: credentialSpecRule(place),
    dockerLabels: record(anything, line),
    firelens: fireLensRule(place),
    systemControls: list(shape<SystemControl>({ namespace: required(text), value: required(text) })),
    interactive: boolean,
    pseudoTerminal: boolean,
    hostname: text,
    gpuCount: range(CONTAINER_LIMITS.gpuCount),
    versionConsistency: oneOf(["enabled", "disabled"]),
    privileged: boolean,
    links: words,
    disableNetworking: boolean,
    dnsSearchDomains: words,
    dnsServers: words,
    dockerSecurityOptions: words,
    extraHosts: list(shape<ExtraHost>({ hostname: required(text), ipAddress: required(text) })),
  };
}

/** What is wrong with a container's members together, and with where it is to run. */
export function containerProblems(container: Partial<Container>, place: ContainerPlace, at: string): readonly string[] {
  return [...platformProblems(container, place, at), ...variableProblems(container, at)];
}

/** What of a container its platform refuses. */
function platformProblems(container: Partial<Container>, place: ContainerPlace, at: string): readonly string[] {
  const refused = (members: readonly (keyof Container)[], where: string) =>
    members
      .filter((member) => container[member] !== undefined && container[member] !== false)
      .map((member) => problem(`${at}.${member}`, `not be set ${where}`, container[member], "leave it out"));
  const underAwsvpc = NOT_UNDER_AWSVPC.filter((member) => !place.fargate || !NOT_ON_FARGATE.includes(member as never));
  return [
    ...(place.fargate ? refused(NOT_ON_FARGATE, "on Fargate") : []),
    ...(place.networkMode === "awsvpc" ? refused(underAwsvpc, "under awsvpc") : []),
    ...(place.networkMode === "host" ? refused(["links"], "under host") : []),
    ...(place.networkMode === "none" ? refused(["ports", "links"], "under none") : []),
    ...(place.linux ? [] : refused(NOT_ON_WINDOWS, "on Windows")),
  ];
}
