import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { measureInTurn } from "../measured-process";
import type { Result } from "../row";
import { show, spreadOf } from "../statistics";

const PROJECT = join(__dirname, "../..");
const RUNS = 11;
const MIN_PER_SECOND = 5_000;
const MAX_START_MILLISECONDS = 60;

/** What the testing kit needs to start, beside Node.js itself, and how many requests it evaluates. */
export function testing(): Result {
  execFileSync("npm", ["run", "--silent", "build"], { cwd: PROJECT });
  const lines = ["node -e 0", "node -e 'require(\"./dist/testing\")'"];
  const [node = [], kit = []] = measureInTurn(
    lines.map((line) => ({ name: line, line, folder: PROJECT })),
    RUNS,
  );
  const start = spreadOf(kit.map(({ cpuSeconds }, index) => (cpuSeconds - (node[index]?.cpuSeconds ?? 0)) * 1_000));
  const line = "node --require sucrase/register bench/programs/evaluation.ts";
  const [runs = []] = measureInTurn([{ name: "evaluations", line, folder: PROJECT }], 3);
  const figures = runs.map(({ stdout }) => JSON.parse(stdout) as { evaluations: number; milliseconds: number });
  const perSecond = spreadOf(figures.map(({ evaluations, milliseconds }) => (evaluations * 1_000) / milliseconds));
  return {
    rows: [
      {
        measure: "start of `ecs-role-pair/testing`",
        against: "Node.js alone",
        figure: `${show(start, 0)} ms CPU more`,
        target: `< ${MAX_START_MILLISECONDS} ms`,
        reached: start.median < MAX_START_MILLISECONDS,
        values: { startMilliseconds: start },
      },
      {
        measure: "evaluations of IAM's documented requests",
        against: "–",
        figure: `${show(perSecond, 0)} per CPU second`,
        target: `≥ ${MIN_PER_SECOND}`,
        reached: perSecond.median >= MIN_PER_SECOND,
        values: { perSecond },
      },
    ],
  };
}
