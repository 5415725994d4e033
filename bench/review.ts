import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readPlan } from "../review/plan/read-plan";
import { renderText } from "../review/render/text";
import { reviewPlan } from "../review/review-plan";
import { planOf } from "./review-plan-of";

/**
 * How long a review takes beside `JSON.parse` of the same plan, in time and in this process's CPU time, how its memory grows,
 * and how soon it starts beside `require("cdktf")`.
 *
 *   npm run build && node --expose-gc --require sucrase/register bench/review.ts
 */
const SIZES = [10, 100, 1_000, 10_000];
const RUNS = 7;

function main(): void {
  console.log("| changed resources | plan | JSON.parse (CPU) | review (CPU) | ratio | heap of the review |");
  console.log("|---|---|---|---|---|---|");
  for (const size of SIZES) console.log(row(size));
  console.log();
  startUp();
}

function row(size: number): string {
  const bytes = Buffer.from(JSON.stringify(planOf(size)));
  const parse = median(() => JSON.parse(bytes.toString("utf8")));
  const review = median(() => renderText(reviewPlan(readPlan(bytes, "plan")), false));
  const told = ({ wall, cpu }: Cost) => `${milliseconds(wall)} (${milliseconds(cpu)})`;
  const cells = [size, megabytes(bytes.length), told(parse), told(review), (review.wall / parse.wall).toFixed(2)];
  return `| ${[...cells, megabytes(heapOf(bytes))].join(" | ")} |`;
}

/** What a report keeps, beside what the parsed plan does. */
function heapOf(bytes: Buffer): number {
  const plan = readPlan(bytes, "plan");
  const used = () => {
    globalThis.gc?.();
    return process.memoryUsage().heapUsed;
  };
  const before = used();
  const report = reviewPlan(plan);
  const after = used();
  return report.resources.length >= 0 ? after - before : 0;
}

function startUp(): void {
  const folder = mkdtempSync(join(tmpdir(), "bench-review-"));
  const plan = join(folder, "plan.json");
  writeFileSync(plan, JSON.stringify(planOf(10)));
  const program = join(__dirname, "..", "dist", "review", "ecs-role-pair.js");
  const node = (...args: readonly string[]) => median(() => spawnSync(process.execPath, args)).wall;
  const empty = node("-e", "");
  const review = node(program, "review", plan);
  const cdktf = node("-e", 'require("cdktf")');
  rmSync(folder, { recursive: true, force: true });
  console.log(
    `node alone ${milliseconds(empty)}, review of 10 resources ${milliseconds(review)}, require("cdktf") ${milliseconds(cdktf)}`,
  );
  console.log(
    `ratio of the whole processes ${(review / cdktf).toFixed(2)}, without node's own start ${((review - empty) / (cdktf - empty)).toFixed(2)}`,
  );
}

interface Cost {
  readonly wall: number;
  readonly cpu: number;
}

function median(work: () => unknown): Cost {
  const costs = Array.from({ length: RUNS }, () => {
    const [start, used] = [process.hrtime.bigint(), process.cpuUsage()];
    work();
    const { user, system } = process.cpuUsage(used);
    return { wall: Number(process.hrtime.bigint() - start) / 1e6, cpu: (user + system) / 1e3 };
  });
  return { wall: middle(costs.map(({ wall }) => wall)), cpu: middle(costs.map(({ cpu }) => cpu)) };
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? Number.NaN;
}

function milliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(2)} MB`;
}

main();
