import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { withSection } from "../tools/markdown";
import type { Measurement } from "./row";
import { queuesAndContainers, services } from "./rows/growth";
import { install } from "./rows/install";
import { page } from "./rows/page";
import { review } from "./rows/review";
import { awsCdk, cdktfInit, floor } from "./rows/synthesis";
import { testing } from "./rows/testing";
import { cases, testSuite } from "./rows/tests";
import { type Recorded, table } from "./table";

/** By the names that `npm run bench -- <name> …` takes. */
const MEASUREMENTS: Readonly<Record<string, Measurement>> = {
  floor,
  "cdktf-init": cdktfInit,
  "aws-cdk": awsCdk,
  services,
  queues: queuesAndContainers,
  review,
  page,
  cases,
  testing,
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
  const chosen = Object.entries(MEASUREMENTS).filter(([name]) => names.length === 0 || names.includes(name));
  const measured = chosen.flatMap(([name, measurement]) => measure(name, measurement) ?? []);
  console.log(`\n${table(measured)}`);
  const recorded = Object.values(readResults());
  writeFileSync(
    README,
    withSection(readFileSync(README, "utf8"), "bench/README.md", "results", `\n${table(recorded)}\n`),
  );
  const { plot } = require("./plot") as typeof import("./plot");
  const series = recorded.flatMap((result) => result.series ?? []);
  writeFileSync(join(__dirname, "cost-against-size.svg"), `${await plot(series)}\n`);
}

const RESULTS = join(__dirname, "results.json");
const README = join(__dirname, "README.md");

function readResults(): Readonly<Record<string, Recorded>> {
  return existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, "utf8")) : {};
}

/** Each measurement replaces its own record, so that a part can be measured again; they stay in the order of the table. */
function record(name: string, result: Recorded): void {
  const results: Record<string, Recorded> = { ...readResults(), [name]: result };
  const ordered = Object.keys(MEASUREMENTS).flatMap((key) => (results[key] ? [[key, results[key]]] : []));
  writeFileSync(RESULTS, `${JSON.stringify(Object.fromEntries(ordered), undefined, 2)}\n`);
}

/** What the comparisons compare with is installed here alone, by whoever measures. */
function installPeers(): void {
  if (existsSync(join(__dirname, "node_modules/aws-cdk-lib"))) return;
  console.error("installing what bench/package.json names, once");
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: __dirname, stdio: "inherit" });
  if (status !== 0) throw new Error("npm ci failed in bench/");
}

function measure(name: string, measurement: Measurement): Recorded | undefined {
  const start = performance.now();
  const [load = 0] = loadavg();
  try {
    const recorded = { date: new Date().toISOString().slice(0, 10), ...machine(), load, ...measurement() };
    console.error(`${name}: ${((performance.now() - start) / 1_000).toFixed(0)} s`);
    record(name, recorded);
    return recorded;
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

main(process.argv.slice(2));
