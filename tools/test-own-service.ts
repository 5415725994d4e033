import { spawnSync } from "node:child_process";
import { cpSync } from "node:fs";
import { join, resolve } from "node:path";
import { ProjectCopy } from "../__tests__/project-copy";
import { CHANGES } from "../__tests__/yours-to-change";

/** Runs the whole suite, with snapshots renewed, on copies in which a user has changed `stacks/`. Arguments go to jest. */
const project = resolve(__dirname, "..");
const WHOLE = [".ci", ".github", "CHANGELOG.md", "LICENSE", "README.md", "__tests__", "bench", "biome.json", "docs"];
const OTHERS = ["examples", "modules", "package-lock.json", "tsconfig.build.json", "tsconfig.json"];

for (const [name, change] of Object.entries(CHANGES)) {
  const copy = new ProjectCopy();
  for (const part of [...WHOLE, ...OTHERS]) cpSync(join(project, part), join(copy.folder, part), { recursive: true });
  change(copy);
  console.log(`with ${name} in stacks/`);
  const jest = join(project, "node_modules", ".bin", "jest");
  const { status } = spawnSync(jest, ["-u", ...process.argv.slice(2)], { cwd: copy.folder, stdio: "inherit" });
  copy.remove();
  if (status !== 0) process.exitCode = 1;
}
