import { spawnSync } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { runCommandLine } from "../commands/command-line";
import { stackFile } from "../commands/offline-plan";

/**
 * Deploys an environment: `npm run deploy -- dev` is `cdktf deploy dev`, which asks before it applies.
 *
 *   npm run deploy -- dev --reviewed report.json [--plan plan.tfplan]
 *
 * applies nothing that goes beyond what was reviewed, and so asks nobody: the saved plan itself where there is one and
 * Terraform still takes it, else a new plan that is held against the report first.
 */
function main(): number {
  const options = { reviewed: { type: "string" }, plan: { type: "string" } } as const;
  const { values, positionals } = parseArgs({ options, strict: false, allowPositionals: true });
  if (typeof values.reviewed !== "string") return deployAsking(process.argv.slice(2));
  const [environment] = positionals;
  if (environment === undefined) return fail("name the environment: npm run deploy -- dev --reviewed report.json");
  return deployReviewed(environment, values.reviewed, typeof values.plan === "string" ? values.plan : undefined);
}

/** The framework's command shows the plan and asks, which takes a terminal: without one it would end in a stack trace. */
function deployAsking(given: readonly string[]): number {
  if (!process.stdin.isTTY && !given.includes("--auto-approve")) {
    return fail("there is no terminal to approve the plan at: give --auto-approve, or --reviewed <report.json>");
  }
  return run("cdktf", "deploy", ...given);
}

function deployReviewed(environment: string, report: string, plan: string | undefined): number {
  if (!existsSync(report)) return fail(`${report} does not exist: give the report that 'review --format json' wrote`);
  const folder = dirname(stackFile(environment));
  if (!existsSync(folder)) return fail(`${folder} does not exist: synthesize first, with npm run synth`);
  const terraform = (...args: readonly string[]) => run("terraform", `-chdir=${folder}`, ...args);
  const initialized = terraform(
    "init",
    "-input=false",
    ...(existsSync(join(folder, LOCK)) ? ["-lockfile=readonly"] : []),
  );
  if (initialized !== 0) return initialized;
  if (plan !== undefined) {
    const { status, stderr } = spawnSync("terraform", [`-chdir=${folder}`, "apply", "-input=false", resolve(plan)], {
      encoding: "utf8",
      stdio: ["ignore", "inherit", "pipe"],
    });
    process.stderr.write(stderr);
    if (status === 0 || !/Saved plan is stale|plan file .* (created|different)/i.test(stderr)) return status ?? 1;
    console.log("The reviewed plan is stale: a new one is held against what was reviewed.");
  }
  return applyWithin(folder, report, terraform);
}

/** What terraform writes beside a stack, so that plan and deployment use one provider. */
const LOCK = ".terraform.lock.hcl";

function applyWithin(folder: string, report: string, terraform: (...args: readonly string[]) => number): number {
  const planned = terraform("plan", "-input=false", "-out=deploy.tfplan");
  if (planned !== 0) return planned;
  const shown = spawnSync("terraform", [`-chdir=${folder}`, "show", "-json", "deploy.tfplan"], {
    encoding: "utf8",
    maxBuffer: 1 << 30,
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (shown.status !== 0) return shown.status ?? 1;
  const json = join(folder, "deploy.plan.json");
  try {
    writeFileSync(json, shown.stdout);
    const held = runCommandLine({
      arguments: ["review", json, "--reviewed", report],
      environment: process.env,
      isTerminal: process.stdout.isTTY === true,
      now: new Date(),
      write: (text) => process.stdout.write(text),
      writeError: (text) => process.stderr.write(text),
    });
    if (held !== 0) return fail("nothing was applied: review the new plan, and deploy with its report");
    return terraform("apply", "-input=false", "deploy.tfplan");
  } finally {
    for (const file of [json, join(folder, "deploy.tfplan")]) rmSync(file, { force: true });
  }
}

function run(program: string, ...args: readonly string[]): number {
  const { status, error } = spawnSync(program, args, { stdio: "inherit" });
  return error ? fail(`${program} could not be run: ${error.message}`) : (status ?? 1);
}

function fail(message: string): number {
  console.error(message);
  return 1;
}

process.exitCode = main();
