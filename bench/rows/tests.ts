import { join } from "node:path";
import { measureInTurn } from "../measured-process";
import type { Result } from "../row";
import { show, spreadOf } from "../statistics";

const PROJECT = join(__dirname, "../..");

/** The permission cases, judged one after another. */
export function cases(): Result {
  const line = "node --require sucrase/register bench/programs/cases.ts";
  const [runs = []] = measureInTurn([{ name: "cases", line, folder: PROJECT }], 3);
  const figures = runs.map(({ stdout }) => JSON.parse(stdout) as { cases: number; milliseconds: number });
  const perSecond = spreadOf(figures.map(({ cases, milliseconds }) => (cases * 1_000) / milliseconds));
  return {
    rows: [
      {
        measure: `the ${figures[0]?.cases} simulated cases`,
        against: "–",
        figure: `${show(perSecond, 0)} cases per CPU second`,
        values: { perSecond },
      },
    ],
  };
}

/** It takes a minute, of which no warm-up saves much. */
const RUNS = 2;

/** The whole test suite as it runs without terraform. */
export function testSuite(): Result {
  // A terraform that refuses is one that the tests take for missing.
  const line = 'PATH="$PWD/bench/programs/no-terraform:$PATH" npm test -- --ci --silent 2>&1';
  const [runs = []] = measureInTurn([{ name: "npm test", line, folder: PROJECT }], RUNS, 0);
  const wallSeconds = spreadOf(runs.map((run) => run.wallSeconds));
  const cpuSeconds = spreadOf(runs.map((run) => run.cpuSeconds));
  const peakMiB = spreadOf(runs.map((run) => run.peakMiB));
  return {
    rows: [
      {
        measure: "`npm test` without terraform",
        against: "–",
        figure: `${show(wallSeconds, 0)} s, ${show(cpuSeconds, 0)} s CPU, the largest process ${show(peakMiB, 0)} MiB`,
        values: { wallSeconds, cpuSeconds, peakMiB },
      },
    ],
  };
}
