import { CONTAINER_LIMITS } from "../../aws/ecs/container-limits";
import { EC2_CPU_UNITS, EPHEMERAL_STORAGE_GIB, OPERATING_SYSTEMS } from "../../aws/ecs/task-limits";
import { problem } from "../../aws/messages";
import type { Container } from "../container/container";
import type { ContainerPlace } from "../container/container-place";
import { containerProblems, containerRules } from "../container/container-rules";
import { logGroupNameRule, retentionDaysRule } from "../container/logging";
import { tagsRule } from "../environment/environment-rules";
import type { Place } from "../environment/place";
import { type KmsKey, keyRule } from "../roles/kms-key";
import type { RoleAccess } from "../roles/role-access";
import {
  anything,
  boolean,
  list,
  matching,
  oneOf,
  type Rule,
  type RulesOf,
  range,
  required,
  rule,
  shape,
  text,
} from "../validation/rules";
import { checkSound } from "../validation/sound";
import { executeCommandRule } from "./execute-command";
import type { SoundContainer } from "./sound-container";
import {
  LAUNCH_TYPES,
  type LaunchType,
  type PlacementConstraint,
  type TaskDefinitionProps,
} from "./task-definition-props";
import { type SoundTask, taskProblems } from "./task-problems";
import { volumeRule } from "./volume";

/** Under which a task's containers may be, by what it runs on. Source: ECS API reference, RegisterTaskDefinition, networkMode. */
const NETWORK_MODES: Readonly<Record<LaunchType, readonly string[]>> = {
  FARGATE: ["awsvpc"],
  EC2: ["awsvpc", "bridge", "host", "none"],
  EXTERNAL: ["bridge", "host", "none"],
  MANAGED_INSTANCES: ["awsvpc", "host"],
};

/** What is wrong with a task, and what is not. */
export interface CheckedTask {
  readonly problems: readonly string[];
  readonly sound: SoundTask;
  /** Where its containers are to run. */
  readonly containerPlace: ContainerPlace;
}

/** Checks all of a task: each member by itself, and those with which nothing is wrong together. */
export function checkTask(props: TaskDefinitionProps, location: Place): CheckedTask {
  const launchType = knownLaunchType(props);
  const { problems, sound } = checkSound<TaskDefinitionProps>(props, taskRules(location, launchType));
  const containerPlace = placeOfContainers(sound, launchType, location);
  const containers = (sound.containers ?? []).map((container, index) =>
    checkContainer(container, `containers.${nameOf(container) ?? index}`, containerPlace),
  );
  const volumes = (sound.volumes ?? []).flatMap((volume, index) =>
    required(volumeRule(containerPlace))(volume, `volumes.${nameOf(volume) ?? index}`),
  );
  return {
    problems: [
      ...problems,
      ...executeCommandRule(containerPlace)(props?.executeCommand, "executeCommand"),
      ...containers.flatMap((container) => container.problems),
      ...volumes,
      ...taskProblems(
        sound,
        containers.flatMap(({ sound }) => sound ?? []),
        containerPlace,
      ),
    ],
    sound,
    containerPlace,
  };
}

interface CheckedContainer {
  readonly problems: readonly string[];
  readonly sound?: SoundContainer;
}

function checkContainer(container: Container, at: string, place: ContainerPlace): CheckedContainer {
  const { problems, sound } = checkSound<Container>(container, containerRules(place), at);
  if (typeof container !== "object" || container === null) return { problems };
  return {
    problems: [...problems, ...containerProblems(sound, place, at)],
    sound: { ...sound, name: nameOf(container) ?? at.slice("containers.".length) },
  };
}

function nameOf(value: { readonly name?: unknown } | null | undefined): string | undefined {
  const name = value?.name;
  return typeof name === "string" && name !== "" ? name : undefined;
}

function knownLaunchType(props: TaskDefinitionProps | undefined): LaunchType {
  return LAUNCH_TYPES.find((launchType) => launchType === props?.launchType) ?? "FARGATE";
}

function placeOfContainers(sound: SoundTask, launchType: LaunchType, location: Place): ContainerPlace {
  const { partition, region, account, dnsSuffix } = location;
  return {
    location: { partition, region, account, dnsSuffix },
    fargate: launchType === "FARGATE",
    linux: (sound.operatingSystemFamily ?? "LINUX") === "LINUX",
    networkMode: sound.networkMode ?? NETWORK_MODES[launchType][0] ?? "awsvpc",
    logGroupName: sound.logGroupName ?? `/ecs/${sound.family}`,
  };
}

const isRole = (role: unknown) => typeof (role as Partial<RoleAccess> | null | undefined)?.addStatements === "function";
const rolesRule = rule((roles) => {
  const { execution, task } = (roles ?? {}) as { readonly execution?: unknown; readonly task?: unknown };
  return isRole(execution) && isRole(task);
}, "be a RolePair, or have two roles, execution and task");

/** CloudWatch Logs takes a key by its ARN alone. */
function logKeyRule(region: string): Rule {
  return (value, at) => {
    const problems = keyRule(region)(value, at);
    const key = value as KmsKey | undefined;
    const byAlias = problems.length === 0 && key !== undefined && "alias" in key.reference;
    return byAlias ? [problem(at, "be a key by its ARN", key.id, "use KmsKey.fromArn")] : problems;
  };
}

function taskRules({ region }: Place, launchType: LaunchType): RulesOf<TaskDefinitionProps> {
  const fargate = launchType === "FARGATE";
  return {
    family: required(matching(/^[\w-]{1,255}$/, "be 1 to 255 letters, digits, _ or -")),
    roles: required(rolesRule, "give it a RolePair"),
    containers: required(list(anything, 1)),
    launchType: oneOf(LAUNCH_TYPES),
    // On Fargate the two sizes are checked together.
    cpuUnits: fargate ? anything : range(EC2_CPU_UNITS),
    memoryMiB: fargate ? anything : range(CONTAINER_LIMITS.memoryMiB),
    cpuArchitecture: oneOf(["X86_64", "ARM64"]),
    operatingSystemFamily: oneOf(OPERATING_SYSTEMS),
    ephemeralStorageGiB: range(EPHEMERAL_STORAGE_GIB),
    networkMode: oneOf(NETWORK_MODES[launchType]),
    pidMode: fargate ? oneOf(["task"]) : oneOf(["host", "task"]),
    ipcMode: oneOf(["host", "task", "none"]),
    volumes: list(anything),
    placementConstraints: list(
      shape<PlacementConstraint>({ type: required(oneOf(["memberOf"])), expression: required(text) }),
      0,
      10,
    ),
    logGroupName: logGroupNameRule,
    logRetentionDays: retentionDaysRule,
    logGroupKey: logKeyRule(region),
    executeCommand: anything,
    guardDuty: boolean,
    skipDestroy: boolean,
    tags: tagsRule,
  };
}
