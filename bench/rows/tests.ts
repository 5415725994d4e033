import { join } from "node:path";
import { measureInTurn, measureProcess } from "../measured-process";
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

/** The whole test suite as it runs without terraform. */
export function testSuite(): Result {
  const { wallSeconds, cpuSeconds, peakMiB } = measureProcess({
    name: "npm test",
    // A terraform that refuses is one that the tests take for missing.
    line: 'PATH="$PWD/bench/programs/no-terraform:$PATH" npm test -- --ci --silent 2>&1',
    folder: PROJECT,
  });
  return {
    rows: [
      {
        measure: "`npm test` without terraform, one run",
        against: "–",
        figure: `${wallSeconds.toFixed(0)} s, ${cpuSeconds.toFixed(0)} s CPU, the largest process ${peakMiB.toFixed(0)} MiB`,
        values: { wallSeconds, cpuSeconds, peakMiB },
      },
    ],
  };
}
