import { problem } from "../../aws/messages";
import type { ContainerPlace } from "../container/container-place";
import { isBelow, writablePaths } from "../container/storage";
import type { SoundContainer } from "./sound-container";

/** What is wrong with a task's log router, and with who logs through it. */
export function logRouterProblems(containers: readonly SoundContainer[], place: ContainerPlace): readonly string[] {
  const routers = containers.filter(({ firelens }) => firelens);
  const users = containers.filter(({ logging }) => logging?.usesFireLens);
  const at = (name: string) => `containers.${name}.logging`;
  const [router] = routers;
  return [
    ...(routers.length > 1
      ? [problem("containers", "have at most one with firelens", routers.map(({ name }) => name).join(" and "))]
      : []),
    ...(router
      ? []
      : users.map(({ name }) =>
          problem(at(name), "have a container with firelens beside it", "none", "add the log router"),
        )),
    ...users
      .filter((user) => routers.includes(user))
      .map(({ name }) =>
        problem(at(name), "not go through the log router itself", "awsfirelens", "it would wait for itself"),
      ),
    ...(router && place.linux ? readOnlyProblems(router, users) : []),
  ];
}

/** A router that writes to its own file system stops at start where that is read-only. */
function readOnlyProblems(router: SoundContainer, users: readonly SoundContainer[]): readonly string[] {
  const { name, image, readonlyRootFilesystem, mountPoints = [] } = router;
  if (readonlyRootFilesystem === false) return [];
  const at = `containers.${name}`;
  if (image?.tag?.startsWith("init-")) {
    const remedy = "its init process writes the configuration beside its own programs";
    return [problem(`${at}.readonlyRootFilesystem`, "be false for an init- image", readonlyRootFilesystem, remedy)];
  }
  const writable = writablePaths(mountPoints);
  const folders = users.flatMap(({ logging }) => logging?.fireLensStore ?? []);
  const missing = [...new Set(folders)].filter((folder) => !isBelow(folder, writable));
  if (missing.length === 0) return [];
  const must = `have writable mounts on ${missing.join(", ")} for the output s3`;
  const remedy =
    "the log router keeps there what it has not sent: mount a volume, or set readonlyRootFilesystem: false";
  return [problem(`${at}.mountPoints`, must, writable, remedy)];
}
