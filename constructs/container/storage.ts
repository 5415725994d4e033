import { by } from "../../aws/text-order";
import { boolean, matching, type RulesOf, required, shape, text } from "../validation/rules";

/** A volume of the task in a container. */
export interface MountPoint {
  /** The volume's name. */
  readonly sourceVolume: string;
  /** Where it is in the container: an absolute path. */
  readonly containerPath: string;
  /** @default false */
  readonly readOnly?: boolean;
}

/** All volumes of another container. */
export interface VolumesFrom {
  /** The other container's name. */
  readonly sourceContainer: string;
  /** @default false */
  readonly readOnly?: boolean;
}

const mountPointRules: RulesOf<MountPoint> = {
  sourceVolume: required(text),
  containerPath: required(matching(/^(\/|[A-Za-z]:\\)\S*$/, "be an absolute path")),
  readOnly: boolean,
};
export const mountPointRule = shape<MountPoint>(mountPointRules);
export const volumesFromRule = shape<VolumesFrom>({ sourceContainer: required(text), readOnly: boolean });

export function renderMountPoints(mountPoints: readonly MountPoint[]): readonly object[] {
  return mountPoints
    .map(({ sourceVolume, containerPath, readOnly = false }) => ({ containerPath, readOnly, sourceVolume }))
    .sort(by(({ containerPath }) => containerPath));
}

export function renderVolumesFrom(volumesFrom: readonly VolumesFrom[]): readonly object[] {
  return volumesFrom
    .map(({ sourceContainer, readOnly = false }) => ({ readOnly, sourceContainer }))
    .sort(by(({ sourceContainer }) => sourceContainer));
}

/** Where a container may write whatever its root file system is. */
export function writablePaths(mountPoints: readonly MountPoint[]): readonly string[] {
  return mountPoints.filter(({ readOnly }) => readOnly !== true).map(({ containerPath }) => containerPath);
}

/** Whether a folder is one of these, or below one. */
export function isBelow(folder: string, paths: readonly string[]): boolean {
  return paths.some((path) => `${folder}/`.startsWith(`${path.replace(/\/$/, "")}/`));
}
