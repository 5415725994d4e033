import { Token } from "cdktf";
import { fargateSizeProblems } from "../../aws/ecs/fargate";
import { guardDutyAccount } from "../../aws/ecs/guardduty-agent";
import { listed, problem } from "../../aws/messages";
import type { ContainerPlace } from "../container/container-place";
import { executeCommandProblems } from "./execute-command";
import { logRouterProblems } from "./log-router-problems";
import type { SoundContainer } from "./sound-container";
import type { TaskDefinitionProps } from "./task-definition-props";

/** The members of a task with which nothing is wrong by themselves; its containers apart. */
export type SoundTask = Partial<Omit<TaskDefinitionProps, "containers">>;

/** What is wrong with a task as a whole, its members by themselves being what they are. */
export function taskProblems(
  task: SoundTask,
  containers: readonly SoundContainer[],
  place: ContainerPlace,
): readonly string[] {
  return [
    ...sizeProblems(task, containers, place),
    ...uniquenessProblems(task, containers),
    ...containers.flatMap((container) => dependencyProblems(container, containers)),
    ...containers.flatMap((container) => repetitionProblems(container)),
    ...(place.networkMode === "bridge" ? containers.flatMap((container) => linkProblems(container, containers)) : []),
    ...cycleProblems(containers),
    ...containers.flatMap((container) => mountProblems(container, containers, task)),
    ...logRouterProblems(containers, place),
    ...launchVolumeProblems(task, containers),
    ...guardDutyProblems(task, place),
    ...(task.executeCommand
      ? containers.flatMap((container) => executeCommandProblems(container, place, `containers.${container.name}`))
      : []),
    ...roleProblems(task),
  ];
}

function sizeProblems(
  task: SoundTask,
  containers: readonly SoundContainer[],
  { fargate, linux }: ContainerPlace,
): readonly string[] {
  const problems: string[] = [];
  const cpuUnits = known(task.cpuUnits);
  const memoryMiB = known(task.memoryMiB);
  if (fargate) {
    const isKnown = cpuUnits === task.cpuUnits && memoryMiB === task.memoryMiB;
    const missing = (["cpuUnits", "memoryMiB"] as const).filter((member) => task[member] === undefined);
    problems.push(
      ...(isKnown
        ? fargateSizeProblems(cpuUnits, memoryMiB)
        : missing.map((member) => problem(member, "be set on Fargate", undefined))),
    );
    if (task.ipcMode !== undefined) problems.push(problem("ipcMode", "not be set on Fargate", task.ipcMode));
    if (task.placementConstraints !== undefined)
      problems.push(problem("placementConstraints", "not be set on Fargate", task.placementConstraints));
    if (!linux && task.cpuArchitecture === "ARM64") {
      problems.push(problem("cpuArchitecture", "be X86_64 for Windows", "ARM64"));
    }
    if (!linux && cpuUnits !== undefined && cpuUnits < 1024)
      problems.push(problem("cpuUnits", "be at least 1024 for Windows on Fargate", cpuUnits));
  } else if (task.ephemeralStorageGiB !== undefined) {
    problems.push(problem("ephemeralStorageGiB", "be set on Fargate only", task.ephemeralStorageGiB));
  }
  for (const container of containers) {
    const at = `containers.${container.name}`;
    const [hard, soft] = [known(container.memoryMiB), known(container.memoryReservationMiB)];
    const sizes = [task.memoryMiB, container.memoryMiB, container.memoryReservationMiB];
    if (!fargate && sizes.every((size) => size === undefined)) {
      problems.push(problem(at, "have memoryMiB or memoryReservationMiB, or the task memoryMiB", undefined));
    }
    if (hard !== undefined && soft !== undefined && soft > hard)
      problems.push(problem(`${at}.memoryReservationMiB`, `be at most memoryMiB ${hard}`, soft));
    if (memoryMiB !== undefined && hard !== undefined && hard > memoryMiB)
      problems.push(problem(`${at}.memoryMiB`, `be at most the task's ${memoryMiB}`, hard));
  }
  problems.push(
    ...sumProblems("cpuUnits", cpuUnits, containers),
    ...sumProblems("memoryReservationMiB", memoryMiB, containers),
  );
  return problems;
}

/** A number that only Terraform knows is compared with none. */
function known(size: number | undefined): number | undefined {
  return Token.isUnresolved(size) ? undefined : size;
}

function sumProblems(
  member: "cpuUnits" | "memoryReservationMiB",
  limit: number | undefined,
  containers: readonly SoundContainer[],
): readonly string[] {
  const sum = containers.reduce((total, container) => total + (known(container[member]) ?? 0), 0);
  return limit === undefined || sum <= limit
    ? []
    : [problem(`containers.${member}`, `together be at most the task's ${limit}`, sum)];
}

function uniquenessProblems(task: SoundTask, containers: readonly SoundContainer[]): readonly string[] {
  const ports = containers.flatMap(({ ports }) =>
    (ports ?? []).flatMap(({ name }) => (name === undefined ? [] : [name])),
  );
  const essential = containers.some((container) => container.essential !== false);
  return [
    ...repeated(containers.map(({ name }) => name)).map((name) =>
      problem("containers", "have a name each", name, "rename one"),
    ),
    ...repeated((task.volumes ?? []).map(({ name }) => name)).map((name) =>
      problem("volumes", "have a name each", name, "rename one"),
    ),
    ...repeated(ports).map((name) => problem("containers.ports", "have a name each", name, "rename one")),
    ...(essential || containers.length === 0
      ? []
      : [problem("containers", "have one that is essential", "essential: false in each", "ECS would refuse the task")]),
  ];
}

function dependencyProblems(container: SoundContainer, containers: readonly SoundContainer[]): readonly string[] {
  const at = `containers.${container.name}.dependsOn`;
  return (container.dependsOn ?? []).flatMap(({ containerName, condition }) => {
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
function repetitionProblems(container: SoundContainer): readonly string[] {
  const at = `containers.${container.name}`;
  const lists = {
    dependsOn: (container.dependsOn ?? []).map(({ containerName }) => containerName),
    ulimits: (container.ulimits ?? []).map(({ name }) => name),
    systemControls: (container.systemControls ?? []).map(({ namespace }) => namespace),
    "ports.hostPort": (container.ports ?? []).flatMap(({ hostPort, protocol = "tcp" }) =>
      hostPort ? [`${hostPort}/${protocol}`] : [],
    ),
  };
  return Object.entries(lists).flatMap(([member, names]) =>
    repeated(names).map((name) => problem(`${at}.${member}`, "name each once", name)),
  );
}

function linkProblems(container: SoundContainer, containers: readonly SoundContainer[]): readonly string[] {
  const { links = [] } = container;
  const others = namesBut(container, containers);
  return links
    .filter((link) => !others.includes(link.split(":")[0] ?? ""))
    .map((link) =>
      problem(`containers.${container.name}.links`, `name another container of the task${among(others)}`, link),
    );
}

function cycleProblems(containers: readonly SoundContainer[]): readonly string[] {
  const next = new Map(
    containers.map((container) => [
      container.name,
      (container.dependsOn ?? []).map(({ containerName }) => containerName),
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
  container: SoundContainer,
  containers: readonly SoundContainer[],
  task: SoundTask,
): readonly string[] {
  const at = `containers.${container.name}`;
  const volumes = (task.volumes ?? []).map(({ name }) => name);
  const paths = (container.mountPoints ?? []).map(({ containerPath }) => containerPath);
  return [
    ...(container.mountPoints ?? [])
      .filter(({ sourceVolume }) => !volumes.includes(sourceVolume))
      .map(({ sourceVolume }) =>
        problem(`${at}.mountPoints`, `name a volume of the task${among(volumes)}`, sourceVolume),
      ),
    ...repeated(paths).map((path) => problem(`${at}.mountPoints`, "have a containerPath each", path)),
    ...(container.volumesFrom ?? [])
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

/** Source: ECS API reference, Volume: one volume of a task is configured at launch. */
function launchVolumeProblems({ volumes = [] }: SoundTask, containers: readonly SoundContainer[]): readonly string[] {
  const names = volumes.filter(({ configuredAtLaunch }) => configuredAtLaunch).map(({ name }) => name);
  const mounted = containers.flatMap(({ mountPoints = [] }) => mountPoints.map(({ sourceVolume }) => sourceVolume));
  return [
    ...(names.length > 1
      ? [problem("volumes", "have at most one that is configuredAtLaunch", names.join(" and "))]
      : []),
    ...names
      .filter((name) => !mounted.includes(name))
      .map((name) =>
        problem(`volumes.${name}`, "be mounted by a container, being configuredAtLaunch", "no mountPoints"),
      ),
  ];
}

function guardDutyProblems({ guardDuty }: SoundTask, { fargate, linux, location }: ContainerPlace): readonly string[] {
  if (!guardDuty) return [];
  if (!fargate || !linux) return [problem("guardDuty", "be set on Fargate with Linux only", guardDuty)];
  if (guardDutyAccount(location.region) !== undefined) return [];
  const remedy = "AWS names no repository of the agent there: allow the pull of the one that you know";
  return [problem("guardDuty", "be left out in this region", location.region, remedy)];
}

function roleProblems({ roles }: SoundTask): readonly string[] {
  if (!roles?.task || roles.execution !== roles.task) return [];
  return [
    `'roles' must be two roles, got '${roles.task.roleName}' twice: one role for both would give the application what only ECS needs`,
  ];
}

/** The choice there is, as an aside. */
function among(names: readonly string[]): string {
  return names.length > 0 ? ` (${listed(names)})` : " (it has none)";
}

function namesBut(container: SoundContainer, containers: readonly SoundContainer[]): readonly string[] {
  return containers.filter((other) => other !== container).map(({ name }) => name);
}

function repeated(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
