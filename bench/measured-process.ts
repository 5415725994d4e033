import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** What a command cost, with the processes it started. */
export interface Cost {
  readonly wallSeconds: number;
  /** User and system time together: what else the machine does changes it least. */
  readonly cpuSeconds: number;
  /** The most that any one of its Node processes held. */
  readonly peakMiB: number;
  readonly stdout: string;
}

export interface Command {
  readonly name: string;
  /** A command line for the shell. */
  readonly line: string;
  readonly folder: string;
  readonly environment?: NodeJS.ProcessEnv;
}

const PROJECT = join(__dirname, "..");
const PEAK_REPORTER = join(__dirname, "report-peak.cjs");
/** bash's own `time`: it waits for the shell it forks, so that the memory of this process is not taken for the child's. */
const TIMED = 'TIMEFORMAT="%R %U %S"; time sh -c "$1"';

/** Runs a command and says what it cost. Throws what it wrote when it fails: a failure must not count as fast. */
export function measureProcess({ name, line, folder, environment = {} }: Command): Cost {
  const reports = mkdtempSync(join(tmpdir(), "bench-peak-"));
  const PATH = [join(PROJECT, "node_modules/.bin"), join(__dirname, "node_modules/.bin"), process.env.PATH];
  const env = {
    ...process.env,
    PATH: PATH.join(delimiter),
    CHECKPOINT_DISABLE: "1",
    NODE_OPTIONS: `--require ${PEAK_REPORTER}`,
    BENCH_PEAK_FILE: join(reports, "peak"),
    ...environment,
  };
  const run = spawnSync("bash", ["-c", TIMED, "bash", line], {
    cwd: folder,
    env,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (run.status !== 0) throw new Error(`${name} failed: ${line}\n${run.stdout}${run.stderr}`);
  const [wall = Number.NaN, user = Number.NaN, system = Number.NaN] = (run.stderr.trim().split("\n").pop() ?? "")
    .split(" ")
    .map(Number);
  const peaks = readFileSync(join(reports, "peak"), "utf8").trim().split("\n").map(Number);
  rmSync(reports, { recursive: true });
  return {
    wallSeconds: wall,
    cpuSeconds: user + system,
    peakMiB: Math.max(...peaks) / 1_024,
    stdout: run.stdout,
  };
}

/** Runs commands in turn, A B A B, so that what else the machine does falls on all of them; each is warmed up first. */
export function measureInTurn(commands: readonly Command[], runs: number, warmUps = 1): readonly (readonly Cost[])[] {
  for (let run = 0; run < warmUps; run += 1) for (const command of commands) measureProcess(command);
  const costs = commands.map((): Cost[] => []);
  for (let run = 0; run < runs; run += 1) {
    for (const [index, command] of commands.entries()) costs[index]?.push(measureProcess(command));
  }
  return costs;
}
