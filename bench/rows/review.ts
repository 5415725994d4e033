import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { type Command, type Cost, measureInTurn } from "../measured-process";
import { planOf } from "../review-plan-of";
import type { Result, Row, Series } from "../row";
import { ratioOf, show, spreadOf } from "../statistics";
import { WorkFolder } from "../work-folder";

const PROJECT = join(__dirname, "../..");
const SIZES = [10, 100, 1_000, 10_000];
/** One change of each kind: what a review loads and compiles once. Larger plans have it in common. */
const START = 4;
const RUNS = 11;

/**
 * Reviewing plans of 10 to 10,000 changed resources as whole processes, beside `JSON.parse` of the same file; and what a
 * review needs to start, beside the framework.
 */
export function review(): Result {
  execFileSync("npm", ["run", "--silent", "build"], { cwd: PROJECT });
  const folder = new WorkFolder();
  for (const size of [START, ...SIZES]) folder.write(`${size}.json`, JSON.stringify(planOf(size)));
  const reviewOf = (size: number): Command => ({
    name: `review of ${size}`,
    line: `node ${join(PROJECT, "dist/commands/ecs-role-pair.js")} review ${size}.json --fail-on never`,
    folder: folder.path,
  });
  const parseOf = (size: number): Command => ({
    name: `JSON.parse of ${size}`,
    line: `node ${join(__dirname, "../programs/parse.cjs")} ${size}.json`,
    folder: folder.path,
  });
  const others = ["node -e 0", "node -e 'require(\"cdktf\")'"].map((line) => ({
    name: line,
    line,
    folder: folder.path,
  }));
  const commands = [reviewOf(START), ...others, ...SIZES.flatMap((size) => [reviewOf(size), parseOf(size)])];
  const [start = [], node = [], framework = [], ...sizes] = measureInTurn(commands, RUNS);
  const measured = SIZES.map((size, index) => ({
    size,
    reviewed: cpu(sizes[2 * index] ?? []),
    parsed: (sizes[2 * index + 1] ?? []).map(({ stdout }) => JSON.parse(stdout).milliseconds as number),
  }));
  return {
    rows: [...measured.map((each) => sizeRow(each, cpu(start))), startUp(cpu(start), cpu(node), cpu(framework))],
    series: [series(measured)],
  };
}

interface Measured {
  readonly size: number;
  /** CPU time of the whole process, in milliseconds, run by run. */
  readonly reviewed: readonly number[];
  /** CPU time of reading and parsing alone. */
  readonly parsed: readonly number[];
}

/** What a review takes, against its start and three times `JSON.parse`. */
function sizeRow({ size, reviewed, parsed }: Measured, start: readonly number[]): Row {
  const median = (values: readonly number[]) => spreadOf(values).median;
  const allowed = start.map((value, run) => value + 3 * (parsed[run] ?? Number.NaN));
  const share = ratioOf(reviewed, allowed);
  const beyond = (median(reviewed) - median(start)) / median(parsed);
  return {
    measure: `reviewing a plan of ${size.toLocaleString("en")} changed resources`,
    against: "its start and three times reading and `JSON.parse` of the same file",
    figure: `${show(share)} × CPU (${median(reviewed).toFixed(0)} ms to ${median(start).toFixed(0)} + 3 · ${median(parsed).toFixed(1)} ms; beyond its start ${beyond.toFixed(1)} ×)`,
    target: "at most 1 ×",
    reached: share.median <= 1,
    values: { share, beyond, reviewed: spreadOf(reviewed), start: spreadOf(start), parsed: spreadOf(parsed) },
  };
}

/** A review of a change of each kind, beside loading the framework, both without node's own start. */
function startUp(start: readonly number[], node: readonly number[], framework: readonly number[]): Row {
  const without = (values: readonly number[]) => values.map((value, run) => value - (node[run] ?? Number.NaN));
  const ratio = ratioOf(without(start), without(framework));
  return {
    measure: "the start of a review",
    against: '`require("cdktf")`, both without node\'s own start',
    figure: `${show(ratio)} × CPU (${spreadOf(without(start)).median.toFixed(0)} to ${spreadOf(without(framework)).median.toFixed(0)} ms)`,
    values: { ratio },
  };
}

function series(measured: readonly Measured[]): Series {
  const points = measured.map(({ size, reviewed }) => ({ size, milliseconds: spreadOf(reviewed).median }));
  return { title: "reviewing a plan", sizes: "changed resources", points };
}

function cpu(costs: readonly Cost[]): readonly number[] {
  return costs.map(({ cpuSeconds }) => cpuSeconds * 1_000);
}
