import { CAPABILITIES, LINUX_LIMITS } from "../../aws/ecs/container-limits";
import { problem, suggest } from "../../aws/messages";
import { by, sortedUnique } from "../../aws/text-order";
import {
  boolean,
  both,
  integer,
  list,
  matching,
  oneOf,
  type Rule,
  type RulesOf,
  range,
  required,
  shape,
  text,
} from "../validation/rules";
import type { ContainerPlace } from "./container-place";

/** What of Linux a container gets beyond, or short of, Docker's defaults. */
export interface LinuxParameters {
  /** Kernel capabilities. @default - Docker's */
  readonly capabilities?: Capabilities;
  /** Host devices. Not on Fargate. @default - none */
  readonly devices?: readonly Device[];
  /** Whether an init process reaps children and forwards signals. @default false */
  readonly initProcessEnabled?: boolean;
  /** Swap beyond the memory limit, in MiB. Not on Fargate. @default - twice the memory */
  readonly maxSwapMiB?: number;
  /** The size of /dev/shm, in MiB. Not on Fargate. @default - Docker's 64 */
  readonly sharedMemorySizeMiB?: number;
  /** 0 to 100. Not on Fargate. @default - 60 */
  readonly swappiness?: number;
  /** Folders in memory. Not on Fargate. @default - none */
  readonly tmpfs?: readonly Tmpfs[];
}

/** Kernel capabilities, by their names without `CAP_`. */
export interface Capabilities {
  /** Capabilities to add, `SYS_PTRACE` for example, the only one Fargate lets a task add. @default - none */
  readonly add?: readonly string[];
  /** Capabilities to take away; `ALL` takes every one. @default - none */
  readonly drop?: readonly string[];
}

/** A device of the host in a container. */
export interface Device {
  /** Where it is on the host: an absolute path. */
  readonly hostPath: string;
  /** @default - the host's path */
  readonly containerPath?: string;
  /** @default - all three */
  readonly permissions?: readonly ("read" | "write" | "mknod")[];
}

/** A folder in memory. */
export interface Tmpfs {
  /** Where it is in the container: an absolute path. */
  readonly containerPath: string;
  /** The most it holds, in MiB, from 1. */
  readonly sizeMiB: number;
  /** Mount options such as `noexec`. @default - none */
  readonly mountOptions?: readonly string[];
}

const capability: Rule = (value, at) =>
  CAPABILITIES.includes(String(value))
    ? []
    : [problem(at, "be a capability of Linux, without CAP_", value, suggest(String(value), CAPABILITIES))];
const absolutePath = matching(/^\/\S*$/, "be an absolute path");

const rules: RulesOf<LinuxParameters> = {
  capabilities: shape<Capabilities>({ add: list(capability), drop: list(capability) }),
  devices: list(
    shape<Device>({
      hostPath: required(absolutePath),
      containerPath: absolutePath,
      permissions: list(oneOf(["read", "write", "mknod"])),
    }),
  ),
  initProcessEnabled: boolean,
  maxSwapMiB: range(LINUX_LIMITS.maxSwapMiB),
  sharedMemorySizeMiB: range(LINUX_LIMITS.sharedMemorySizeMiB),
  swappiness: range(LINUX_LIMITS.swappiness),
  tmpfs: list(
    shape<Tmpfs>({ containerPath: required(absolutePath), sizeMiB: required(integer(1)), mountOptions: list(text) }),
  ),
};

const NOT_ON_FARGATE = ["devices", "maxSwapMiB", "sharedMemorySizeMiB", "swappiness", "tmpfs"] as const;

export function linuxParametersRule({ fargate }: ContainerPlace): Rule {
  const members = shape<LinuxParameters>(rules);
  if (!fargate) return members;
  return both(members, (value, at) => {
    const parameters = value as LinuxParameters;
    const refused = NOT_ON_FARGATE.filter((name) => parameters[name] !== undefined);
    const added = (parameters.capabilities?.add ?? []).filter((name) => name !== "SYS_PTRACE");
    return [
      ...refused.map((member) => problem(`${at}.${member}`, "not be set on Fargate", parameters[member])),
      ...added.map((name) => problem(`${at}.capabilities.add`, "be SYS_PTRACE on Fargate", name)),
    ];
  });
}

export function renderLinuxParameters(parameters: LinuxParameters): object {
  const { capabilities, devices, initProcessEnabled, maxSwapMiB, sharedMemorySizeMiB, swappiness, tmpfs } = parameters;
  return {
    // AWS reads back both lists or none.
    capabilities: capabilities && {
      add: sortedUnique(capabilities.add ?? []),
      drop: sortedUnique(capabilities.drop ?? []),
    },
    devices: devices && [...devices].sort(by(({ hostPath }) => hostPath)),
    initProcessEnabled,
    maxSwap: maxSwapMiB,
    sharedMemorySize: sharedMemorySizeMiB,
    swappiness,
    tmpfs: tmpfs
      ?.map(({ containerPath, sizeMiB, mountOptions }) => ({ containerPath, mountOptions, size: sizeMiB }))
      .sort(by(({ containerPath }) => containerPath)),
  };
}
