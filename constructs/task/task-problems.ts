import { fargateSizeProblems } from "../../aws/ecs/fargate";
import { listed, problem } from "../../aws/messages";
import type { Container } from "../container/container";
import type { Platform } from "../container/container-context";
import { executeCommandProblems } from "./execute-command";
import type { TaskDefinitionProps } from "./task-definition";
import { volumeProblems } from "./volume";

/** What is wrong with a task as a whole, its containers being what they are. */
export function taskProblems(
  props: TaskDefinitionProps,
  all: readonly Container[],
  platform: Platform,
): readonly string[] {
  const containers = all.filter((container) => typeof container === "object" && container !== null);
  return [
    ...sizeProblems(props, containers, platform),
    ...uniquenessProblems(props, containers),
    ...containers.flatMap((container) => dependencyProblems(container, containers)),
    ...containers.flatMap((container) => repetitionProblems(container)),
    ...(platform.networkMode === "bridge"
      ? containers.flatMap((container) => linkProblems(container, containers))
      : []),
    ...cycleProblems(containers),
    ...containers.flatMap((container) => mountProblems(container, containers, props)),
    ...logRouterProblems(containers),
    ...listOf(props.volumes).flatMap((volume) => volumeProblems(volume, platform.fargate)),
    ...(props.executeCommand
      ? containers.flatMap((container) => executeCommandProblems(container, `containers.${container.name}`))
      : []),
    ...roleProblems(props),
  ];
}

function sizeProblems(
  props: TaskDefinitionProps,
  containers: readonly Container[],
  { fargate, linux }: Platform,
): readonly string[] {
  const problems: string[] = [];
  const { cpuUnits, memoryMiB } = props;
  if (fargate) {
    problems.push(...fargateSizeProblems(cpuUnits, memoryMiB));
    if (props.ipcMode !== undefined) problems.push(problem("ipcMode", "not be set on Fargate", props.ipcMode));
    if (props.placementConstraints !== undefined)
      problems.push(problem("placementConstraints", "not be set on Fargate", props.placementConstraints));
    if (!linux && props.cpuArchitecture === "ARM64") {
      problems.push(problem("cpuArchitecture", "be X86_64 for Windows", "ARM64"));
    }
    if (!linux && Number(cpuUnits) < 1024)
      problems.push(problem("cpuUnits", "be at least 1024 for Windows on Fargate", cpuUnits));
  } else if (props.ephemeralStorageGiB !== undefined) {
    problems.push(problem("ephemeralStorageGiB", "be set on Fargate only", props.ephemeralStorageGiB));
  }
  for (const container of containers) {
    const at = `containers.${container.name}`;
    const { memoryMiB: hard, memoryReservationMiB: soft } = container;
    if (!fargate && memoryMiB === undefined && hard === undefined && soft === undefined) {
      problems.push(problem(at, "have memoryMiB or memoryReservationMiB, or the task memoryMiB", undefined));
    }
    if (hard !== undefined && soft !== undefined && soft > hard)
      problems.push(problem(`${at}.memoryReservationMiB`, `be at most memoryMiB ${hard}`, soft));
    if (memoryMiB !== undefined && Number(hard) > memoryMiB)
      problems.push(problem(`${at}.memoryMiB`, `be at most the task's ${memoryMiB}`, hard));
  }
  problems.push(
    ...sumProblems("cpuUnits", cpuUnits, containers),
    ...sumProblems("memoryReservationMiB", memoryMiB, containers),
  );
  return problems;
}

function sumProblems(
  member: "cpuUnits" | "memoryReservationMiB",
  limit: number | undefined,
  containers: readonly Container[],
): readonly string[] {
  const sum = containers.reduce((total, container) => total + (Number(container[member]) || 0), 0);
  return limit === undefined || sum <= limit
    ? []
    : [problem(`containers.${member}`, `together be at most the task's ${limit}`, sum)];
}

function uniquenessProblems(props: TaskDefinitionProps, containers: readonly Container[]): readonly string[] {
  const ports = containers.flatMap(({ ports }) =>
    listOf(ports).flatMap(({ name }) => (name === undefined ? [] : [name])),
  );
  const essential = containers.some((container) => container.essential !== false);
  return [
    ...repeated(containers.map(({ name }) => name)).map((name) =>
      problem("containers", "have a name each", name, "rename one"),
    ),
    ...repeated(listOf(props.volumes).map(({ name }) => name)).map((name) =>
      problem("volumes", "have a name each", name, "rename one"),
    ),
    ...repeated(ports).map((name) => problem("containers.ports", "have a name each", name, "rename one")),
    ...(essential || containers.length === 0
      ? []
      : [problem("containers", "have one that is essential", "essential: false in each", "ECS would refuse the task")]),
  ];
}

function dependencyProblems(container: Container, containers: readonly Container[]): readonly string[] {
  const at = `containers.${container.name}.dependsOn`;
  return listOf(container.dependsOn).flatMap(({ containerName, condition }) => {
    const other = containers.find(({ name }) => name === containerName);
    const place = `${at}.${containerName}`;
    if (!other)
      return [
        problem(place, `name another container of the task${among(namesBut(container, containers))}`, containerName),
      ];
    if (other === container) return [problem(place, "name another container", containerName)];
    if (condition === "HEALTHY" && !other.healthCheck)
      return [problem(place, "have a healthCheck for HEALTHY", undefined, "ECS would wait for ever")];
    if (["COMPLETE", "SUCCESS"].includes(condition) && other.essential !== false) {
      return [
        problem(
          place,
          `not be essential for ${condition}`,
          "essential: true",
          "the task ends when an essential container does",
        ),
      ];
    }
    return [];
  });
}

/** What a container lists twice, each list by what tells its items apart. */
function repetitionProblems(container: Container): readonly string[] {
  const at = `containers.${container.name}`;
  const lists = {
    dependsOn: listOf(container.dependsOn).map(({ containerName }) => containerName),
    ulimits: listOf(container.ulimits).map(({ name }) => name),
    systemControls: listOf(container.systemControls).map(({ namespace }) => namespace),
    "ports.hostPort": listOf(container.ports).flatMap(({ hostPort, protocol = "tcp" }) =>
      hostPort ? [`${hostPort}/${protocol}`] : [],
    ),
  };
  return Object.entries(lists).flatMap(([member, names]) =>
    repeated(names).map((name) => problem(`${at}.${member}`, "name each once", name)),
  );
}

function linkProblems(container: Container, containers: readonly Container[]): readonly string[] {
  const links = Array.isArray(container.links) ? container.links : [];
  const others = namesBut(container, containers);
  return links
    .filter((link) => !others.includes(String(link).split(":")[0] ?? ""))
    .map((link) =>
      problem(`containers.${container.name}.links`, `name another container of the task${among(others)}`, link),
    );
}

function cycleProblems(containers: readonly Container[]): readonly string[] {
  const next = new Map(
    containers.map((container) => [
      container.name,
      listOf(container.dependsOn).map(({ containerName }) => containerName),
    ]),
  );
  const onCycle = containers
    .map(({ name }) => name)
    .filter((name) => (next.get(name) ?? []).some((after) => after !== name && reaches(after, name, next)));
  return onCycle.length > 0 ? [problem("containers", "not wait for each other in a circle", onCycle.join(" → "))] : [];
}

function reaches(
  from: string,
  to: string,
  next: ReadonlyMap<string, readonly string[]>,
  seen = new Set<string>(),
): boolean {
  if (from === to) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  return (next.get(from) ?? []).some((after) => reaches(after, to, next, seen));
}

function mountProblems(
  container: Container,
  containers: readonly Container[],
  props: TaskDefinitionProps,
): readonly string[] {
  const at = `containers.${container.name}`;
  const volumes = listOf(props.volumes).map(({ name }) => name);
  const paths = listOf(container.mountPoints).map(({ containerPath }) => containerPath);
  return [
    ...listOf(container.mountPoints)
      .filter(({ sourceVolume }) => !volumes.includes(sourceVolume))
      .map(({ sourceVolume }) =>
        problem(`${at}.mountPoints`, `name a volume of the task${among(volumes)}`, sourceVolume),
      ),
    ...repeated(paths).map((path) => problem(`${at}.mountPoints`, "have a containerPath each", path)),
    ...listOf(container.volumesFrom)
      .filter(({ sourceContainer }) => !namesBut(container, containers).includes(sourceContainer))
      .map(({ sourceContainer }) =>
        problem(
          `${at}.volumesFrom`,
          `name another container of the task${among(namesBut(container, containers))}`,
          sourceContainer,
        ),
      ),
  ];
}

function logRouterProblems(containers: readonly Container[]): readonly string[] {
  const routers = containers.filter(({ firelens }) => firelens).map(({ name }) => name);
  const users = containers.filter(({ logging }) => logging?.usesFireLens).map(({ name }) => name);
  return [
    ...(routers.length > 1 ? [problem("containers", "have at most one with firelens", routers.join(" and "))] : []),
    ...(routers.length === 0
      ? users.map((name) =>
          problem(
            `containers.${name}.logging`,
            "have a container with firelens beside it",
            "none",
            "add the log router",
          ),
        )
      : []),
    ...users
      .filter((name) => routers.includes(name))
      .map((name) =>
        problem(
          `containers.${name}.logging`,
          "not go through the log router itself",
          "awsfirelens",
          "it would wait for itself",
        ),
      ),
  ];
}

function roleProblems({ roles }: TaskDefinitionProps): readonly string[] {
  if (!roles?.task || roles.execution !== roles.task) return [];
  return [
    `'roles' must be two roles, got '${roles.task.roleName}' twice: one role for both would give the application what only ECS needs`,
  ];
}

/** The choice there is, as an aside. */
function among(names: readonly string[]): string {
  return names.length > 0 ? ` (${listed(names)})` : " (it has none)";
}

function namesBut(container: Container, containers: readonly Container[]): readonly string[] {
  return containers.filter((other) => other !== container).map(({ name }) => name);
}

function repeated(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

/** A list without what is no object: the rules have named that. */
export function listOf<T>(items: readonly T[] | undefined): readonly T[] {
  return Array.isArray(items) ? items.filter((item) => typeof item === "object" && item !== null) : [];
}
