import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Result, Row } from "../row";
import { ratioOf, type Spread, show, spreadOf } from "../statistics";

const SIZES = [10, 100, 1_000, 10_000];
const RUNS = 7;
const REVIEW = join(__dirname, "../../review");
const PLANS = join(__dirname, "../review-plan-of.ts");

/** Reviewing plans of 10 to 10,000 changed resources, beside `JSON.parse` of the same bytes. */
export function review(): Result | undefined {
  if (!existsSync(REVIEW) || !existsSync(PLANS)) return undefined;
  const { planOf } = require(PLANS);
  const { readPlan } = require(join(REVIEW, "plan/read-plan"));
  const { renderText } = require(join(REVIEW, "render/text"));
  const { reviewPlan } = require(join(REVIEW, "review-plan"));
  const points: { size: number; milliseconds: number }[] = [];
  const rows = SIZES.map((size): Row => {
    const bytes = Buffer.from(JSON.stringify(planOf(size)));
    const contenders = [
      () => renderText(reviewPlan(readPlan(bytes, "plan")), false),
      () => JSON.parse(bytes.toString("utf8")),
    ];
    for (const contender of contenders) contender();
    const runs = Array.from({ length: RUNS }, () => contenders.map(cpuMilliseconds));
    const [reviewed, parsed] = [0, 1].map((index) => runs.map((times) => times[index] ?? Number.NaN));
    const ratio: Spread = ratioOf(reviewed ?? [], parsed ?? []);
    const median = spreadOf(reviewed ?? []).median;
    points.push({ size, milliseconds: median });
    return {
      measure: `reviewing a plan of ${size.toLocaleString("en")} changed resources`,
      against: "`JSON.parse` of the same bytes",
      figure: `${show(ratio)} × (${median.toFixed(1)} ms)`,
      target: "at most 3 ×",
      reached: ratio.median <= 3,
      values: { ratio, milliseconds: median },
    };
  });
  return { rows, series: [{ title: "reviewing a plan", sizes: "changed resources", points }] };
}

/** Short work is repeated until the clock can tell it. */
function cpuMilliseconds(work: () => unknown): number {
  const start = process.cpuUsage();
  let count = 0;
  let spent = 0;
  while (spent < 20) {
    work();
    count += 1;
    const { user, system } = process.cpuUsage(start);
    spent = (user + system) / 1_000;
  }
  return spent / count;
}
