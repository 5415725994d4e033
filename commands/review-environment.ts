import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runCommandLine } from "./command-line";
import { planOffline, stackFile, terraform } from "./offline-plan";
import { runScript, ScriptError } from "./script-error";

const USAGE = "usage: npm run review -- <environment> [--online] [options of ecs-role-pair review]";

/** Synthesizes, plans and reviews an environment: against empty state and without an account, or `--online` against its own. */
function main(): void {
  const [environment, ...rest] = process.argv.slice(2);
  if (environment === undefined || environment.startsWith("-")) throw new ScriptError(USAGE);
  synthesize();
  const plan = rest.includes("--online") ? planOnline(environment) : planOffline(stackFile(environment)).json;
  const folder = mkdtempSync(join(tmpdir(), "review-"));
  try {
    const file = join(folder, `${environment}.plan.json`);
    writeFileSync(file, plan);
    process.exitCode = runCommandLine({
      arguments: ["review", file, ...rest.filter((argument) => argument !== "--online")],
      environment: process.env,
      isTerminal: process.stdout.isTTY === true,
      now: new Date(),
      write: (text) => process.stdout.write(text),
      writeError: (text) => process.stderr.write(text),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function synthesize(): void {
  const { status, stderr } = spawnSync(process.execPath, ["--require", "sucrase/register", "main.ts"], {
    encoding: "utf8",
  });
  if (status !== 0) throw new ScriptError(stderr.trim());
}

/** Plans with the stack's own backend and the credentials at hand. */
function planOnline(environment: string): string {
  const folder = dirname(stackFile(environment));
  terraform(folder, "init", "-input=false", "-no-color");
  terraform(folder, "plan", "-input=false", "-no-color", "-out=plan.tfplan");
  return terraform(folder, "show", "-json", "plan.tfplan");
}

runScript(USAGE, main);
