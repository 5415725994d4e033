import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import type { Measurement, Result, Row } from "./row";
import { queuesAndContainers, services } from "./rows/growth";
import { install } from "./rows/install";
import { review } from "./rows/review";
import { awsCdk, cdktfInit, floor } from "./rows/synthesis";
import { cases, testSuite } from "./rows/tests";

/** By the names that `npm run bench -- <name> …` takes. */
const MEASUREMENTS: Readonly<Record<string, Measurement>> = {
  floor,
  "cdktf-init": cdktfInit,
  "aws-cdk": awsCdk,
  services,
  queues: queuesAndContainers,
  review,
  cases,
  tests: testSuite,
  install,
};

async function main(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !(name in MEASUREMENTS));
  if (unknown.length > 0) {
    console.error(`no measurement '${unknown.join("', '")}': there are ${Object.keys(MEASUREMENTS).join(", ")}`);
    process.exitCode = 1;
    return;
  }
  installPeers();
  const about = { date: new Date().toISOString().slice(0, 10), ...machine() };
  const versions = Object.entries(about.versions).map((each) => each.join(" "));
  const all = names.length > 0 ? names : Object.keys(MEASUREMENTS);
  const results = all.flatMap((name) => {
    const result = measured(name);
    if (result) record(name, { ...about, ...result });
    return result ? [result] : [];
  });
  console.log(`\n${about.date}, ${about.cores} cores, ${versions.join(", ")}`);
  console.log(`\n${table(results.flatMap(({ rows }) => rows))}`);
  const series = Object.values(recorded()).flatMap((result) => result.series ?? []);
  const { plot } = require("./plot") as typeof import("./plot");
  writeFileSync(join(__dirname, "cost-against-size.svg"), `${await plot(series)}\n`);
}

const RESULTS = join(__dirname, "results.json");

function recorded(): Readonly<Record<string, Result>> {
  return existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, "utf8")) : {};
}

/** Each measurement replaces its own record, so that a part can be measured again. */
function record(name: string, result: Result): void {
  writeFileSync(RESULTS, `${JSON.stringify({ ...recorded(), [name]: result }, undefined, 2)}\n`);
}

/** What the comparisons compare with is installed here alone, by whoever measures. */
function installPeers(): void {
  if (existsSync(join(__dirname, "node_modules/aws-cdk-lib"))) return;
  console.error("installing what bench/package.json names, once");
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: __dirname, stdio: "inherit" });
  if (status !== 0) throw new Error("npm ci failed in bench/");
}

function measured(name: string): Result | undefined {
  const start = performance.now();
  try {
    const result = MEASUREMENTS[name]?.();
    const seconds = ((performance.now() - start) / 1_000).toFixed(0);
    console.error(result ? `${name}: ${seconds} s` : `${name}: not here, left out`);
    return result;
  } catch (error) {
    // The others have their figures all the same.
    console.error(`${name}: ${(error as Error).message}`);
    process.exitCode = 1;
    return undefined;
  }
}

function machine() {
  const version = (name: string, from = __dirname): string => {
    const file = [from, join(__dirname, "..")]
      .map((folder) => join(folder, "node_modules", name, "package.json"))
      .find(existsSync);
    return file ? JSON.parse(readFileSync(file, "utf8")).version : "none";
  };
  const names = ["cdktf", "@cdktf/provider-aws", "constructs", "esbuild", "aws-cdk-lib", "ts-node", "typescript"];
  return {
    cores: cpus().length,
    versions: { node: process.versions.node, ...Object.fromEntries(names.map((name) => [name, version(name)])) },
  };
}

function table(rows: readonly Row[]): string {
  const lines = rows.map(({ measure, against, figure, target = "–", reached }) =>
    [measure, against, figure, target, reached === undefined ? "–" : reached ? "yes" : "**no**"].join(" | "),
  );
  return [
    "measure | against | figure: median (least–most) | must reach | reached",
    "--- | --- | --- | --- | ---",
    ...lines,
  ]
    .map((line) => `| ${line} |`)
    .join("\n");
}

main(process.argv.slice(2));
