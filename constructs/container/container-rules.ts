import { problem } from "../../aws/messages";
import { partitionOf } from "../../aws/partition";
import {
  anything,
  boolean,
  integer,
  line,
  list,
  matching,
  oneOf,
  type Rule,
  type RulesOf,
  record,
  required,
  rule,
  shape,
  text,
} from "../validation/rules";
import type { Container, ContainerDependency, ExtraHost, SystemControl } from "./container";
import type { Platform } from "./container-context";
import { fireLensRule } from "./firelens";
import { healthCheckRule } from "./health-check";
import { linuxParametersRule } from "./linux-parameters";
import { portRule } from "./port";
import { repositoryCredentialsRule } from "./repository-credentials";
import { restartPolicyRule } from "./restart-policy";
import { mountPointRule, volumesFromRule } from "./storage";
import { ulimitRule } from "./ulimit";
import { environmentFilesRule, environmentRule, plainTextReasonsRule, secretsRule } from "./variables";

const words = list(rule((value) => typeof value === "string", "be a string"));
const dependencyRule = shape<ContainerDependency>({
  containerName: required(text),
  condition: required(oneOf(["START", "COMPLETE", "SUCCESS", "HEALTHY"])),
});
/** 6 MiB is the least that Docker 20.10 starts a container with. Source: ECS API reference, ContainerDefinition. */
const memory = integer(6);
const LONGEST_TIMEOUT_ON_FARGATE = 120;

const withRender =
  (what: string, remedy: string): Rule =>
  (value, at) =>
    value === undefined || typeof (value as { render?: unknown } | null)?.render === "function"
      ? []
      : [problem(at, `be ${what}`, value, remedy)];

/** The rules for a container's members, each by itself; what they must be together is checked when the task is rendered. */
export function containerRules(region: string, fargate: boolean): RulesOf<Container> {
  return {
    name: required(matching(/^[\w-]{1,255}$/, "be 1 to 255 letters, digits, _ or -")),
    image: required(
      withRender("an Image", "use Image.fromEcr or Image.fromRegistry"),
      "use Image.fromEcr or Image.fromRegistry",
    ),
    command: words,
    entryPoint: words,
    environment: environmentRule,
    plainTextBecause: plainTextReasonsRule,
    secrets: secretsRule,
    environmentFiles: environmentFilesRule(partitionOf(region)),
    ports: list(portRule),
    healthCheck: healthCheckRule,
    dependsOn: list(dependencyRule),
    logging: withRender("a Logging", "use Logging.awsLogs, Logging.fireLens or Logging.fromDriver"),
    readonlyRootFilesystem: boolean,
    user: matching(/^[\w.$-]+(:[\w.$-]+)?$/, "be a user, or a user and a group: 1000 or 1000:1000"),
    workingDirectory: text,
    startTimeoutSeconds: fargate ? integer(2, LONGEST_TIMEOUT_ON_FARGATE) : integer(2),
    stopTimeoutSeconds: fargate ? integer(2, LONGEST_TIMEOUT_ON_FARGATE) : integer(2),
    ulimits: list(ulimitRule),
    mountPoints: list(mountPointRule),
    volumesFrom: list(volumesFromRule),
    linuxParameters: linuxParametersRule,
    restartPolicy: restartPolicyRule,
    essential: boolean,
    cpuUnits: integer(0),
    memoryMiB: memory,
    memoryReservationMiB: memory,
    repositoryCredentials: repositoryCredentialsRule(region),
    dockerLabels: record(anything, line),
    firelens: fireLensRule,
    systemControls: list(shape<SystemControl>({ namespace: required(text), value: required(text) })),
    interactive: boolean,
    pseudoTerminal: boolean,
    hostname: text,
    gpuCount: integer(1),
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

/** Source: ECS developer guide, task definition parameters for Fargate. */
const NOT_ON_FARGATE = [
  "privileged",
  "links",
  "disableNetworking",
  "dnsSearchDomains",
  "dnsServers",
  "dockerSecurityOptions",
  "extraHosts",
  "gpuCount",
] as const;
/** Source: ECS API reference, ContainerDefinition. */
const NOT_UNDER_AWSVPC = ["hostname", "links", "dnsSearchDomains", "dnsServers", "extraHosts"] as const;
const NOT_ON_WINDOWS = ["linuxParameters", "privileged", "readonlyRootFilesystem", "ulimits"] as const;

/** What of a container its platform refuses. */
export function platformProblems(container: Container, platform: Platform, at: string): readonly string[] {
  const refused = (members: readonly (keyof Container)[], where: string) =>
    members
      .filter((member) => container[member] !== undefined && container[member] !== false)
      .map((member) => problem(`${at}.${member}`, `not be set ${where}`, container[member], "leave it out"));
  const underAwsvpc = NOT_UNDER_AWSVPC.filter(
    (member) => !platform.fargate || !NOT_ON_FARGATE.includes(member as never),
  );
  return [
    ...(platform.fargate ? refused(NOT_ON_FARGATE, "on Fargate") : []),
    ...(platform.networkMode === "awsvpc" ? refused(underAwsvpc, "under awsvpc") : []),
    ...(platform.networkMode === "host" ? refused(["links"], "under host") : []),
    ...(platform.networkMode === "none" ? refused(["ports", "links"], "under none") : []),
    ...(platform.linux ? [] : refused(NOT_ON_WINDOWS, "on Windows")),
  ];
}
