import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Command, measureInTurn, measureProcess } from "../measured-process";
import type { Result } from "../row";
import { show, spreadOf } from "../statistics";
import { WorkFolder } from "../work-folder";

const PROJECT = join(__dirname, "../..");
const RUNS = 3;
const QUIET = "--prefer-offline --no-audit --no-fund --ignore-scripts";

/** What this project's own dependencies add to an install of the framework, the packages being in npm's cache. */
export function install(): Result {
  const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(PROJECT, "package.json"), "utf8"));
  const ours = consumer("with this project's dependencies", { ...peerDependencies, ...dependencies });
  const framework = consumer("the framework packages", peerDependencies);
  // Writes the lock that `npm ci` reads, and warms up npm's cache.
  for (const command of [ours, framework]) measureProcess({ ...command, line: `npm install ${QUIET}` });
  const [added = [], alone = []] = measureInTurn([ours, framework], RUNS, 0);
  const seconds = spreadOf(added.map(({ cpuSeconds }, run) => cpuSeconds - (alone[run]?.cpuSeconds ?? Number.NaN)));
  const megabytes = sizeOf(ours) - sizeOf(framework);
  const base = spreadOf(alone.map(({ cpuSeconds }) => cpuSeconds)).median;
  return {
    rows: [
      {
        measure: `\`npm ci\`: what ${Object.keys(dependencies).join(", ")} adds`,
        against: "the framework packages alone",
        figure: `${show(seconds)} s CPU on ${base.toFixed(1)} s, ${megabytes.toFixed(2)} MB on ${sizeOf(framework).toFixed(0)} MB`,
        values: { seconds, megabytes },
      },
    ],
  };
}

function consumer(name: string, dependencies: Readonly<Record<string, string>>): Command {
  const folder = new WorkFolder("none").write("package.json", JSON.stringify({ private: true, dependencies }));
  return { name, line: `npm ci ${QUIET}`, folder: folder.path };
}

function sizeOf({ folder }: Command): number {
  const kilobytes = execFileSync("du", ["-sk", join(folder, "node_modules")], { encoding: "utf8" }).split("\t")[0];
  return (Number(kilobytes) * 1_024) / 1e6;
}
