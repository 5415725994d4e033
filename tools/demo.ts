import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const WORKER = join(__dirname, "../examples/worker");

/** The worker's packages are its own: whoever only uses the constructs never installs them. */
function install(): void {
  if (existsSync(join(WORKER, "node_modules"))) return;
  console.log("installing the worker's packages, once: npm ci --prefix examples/worker");
  const { status } = spawnSync("npm", ["ci", "--no-fund", "--no-audit", "--ignore-scripts"], {
    cwd: WORKER,
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32",
  });
  if (status === 0) return;
  console.error("the worker's packages could not be installed: run 'npm ci' in examples/worker to see why");
  process.exit(1);
}

async function main(): Promise<void> {
  install();
  // Loaded only now, and by a name the compiler does not follow: it needs what was just installed.
  const { demo } = (await import(join(WORKER, "local/demo"))) as { demo: () => Promise<number> };
  process.exitCode = await demo();
}

main();
