import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Command, measureProcess } from "../measured-process";
import type { Result, Row, Series } from "../row";
import { ratioOf, show, spreadOf } from "../statistics";
import { APP_COMMAND, WorkFolder } from "../work-folder";

const SERVICES = [1, 10, 100, 1_000];
const QUEUES = [1, 10, 100, 500];
const CONTAINERS = [1, 2, 5, 10];
const RUNS = 3;

interface Time {
  readonly milliseconds: number;
}

interface Figures extends Time {
  readonly stacks: number;
  readonly kilobytes: number;
}

/** 1 to 1,000 services in the three environments, in one app. */
export function services(): Result {
  const run = program("services");
  const figures = inTurn(SERVICES, (size) => run<Figures>(`${size}`));
  const perStack = (size: number, of: (figures: Figures) => number) =>
    (figures.get(size) ?? []).map((each) => of(each) / each.stacks);
  const time = (size: number) => perStack(size, ({ milliseconds }) => milliseconds);
  const memory = (size: number) => perStack(size, ({ kilobytes }) => kilobytes);
  const longest = spreadOf(time(1_000));
  const timeRatio = ratioOf(time(1_000), time(10));
  const memoryRatio = ratioOf(memory(1_000), memory(100));
  const measure = "1,000 services in three environments, one app";
  return {
    rows: [
      {
        measure: `${measure}: CPU time per stack`,
        against: "10 services",
        figure: `${show(timeRatio)} × (${longest.median.toFixed(1)} ms to ${spreadOf(time(10)).median.toFixed(1)} ms)`,
        target: "at most 1.2 ×",
        reached: timeRatio.median <= 1.2,
        values: { ratio: timeRatio, perStack: longest },
      },
      {
        measure: `${measure}: memory per stack`,
        against: "100 services",
        figure: `${show(memoryRatio)} × (${spreadOf(memory(1_000)).median.toFixed(0)} kB to ${spreadOf(memory(100)).median.toFixed(0)} kB)`,
        target: "constant",
        reached: memoryRatio.median <= 1.1,
        values: { ratio: memoryRatio, kilobytes: spreadOf(memory(1_000)) },
      },
    ],
    series: [series("services in three environments", "services", figures)],
  };
}

/** One service with more and more queues, and with more and more containers. */
export function queuesAndContainers(): Result {
  const run = program("queues");
  const queues = inOneProcess(QUEUES, (sizes) => run(`5 ${sizes.map((size) => `${size}x2`).join(" ")}`));
  const containers = inOneProcess(CONTAINERS, (sizes) => run(`100 ${sizes.map((size) => `1x${size}`).join(" ")}`));
  return {
    rows: [
      linear("one service, 500 queues: CPU time of one more queue", "from 10 to 100 queues", queues, [10, 100, 500]),
      linear(
        "one task, 10 containers: CPU time of one more container",
        "from 1 to 5 containers",
        containers,
        [1, 5, 10],
      ),
    ],
    series: [
      series("queues of one service", "queues", queues),
      series("containers of one task", "containers", containers),
    ],
  };
}

/** A program of the bench, bundled once with this project's loader; its last line is what it measured. */
function program(name: string): <T>(argumentsLine: string) => T {
  const folder = new WorkFolder()
    .copy("aws", "commands/optimize-late.ts", "constructs", "stacks")
    .write("main.ts", readFileSync(join(__dirname, "../programs", `${name}.ts`), "utf8"));
  const [bundle = ""] = APP_COMMAND.split(" && ");
  const command: Command = { name, line: bundle, folder: folder.path };
  measureProcess({ ...command, line: `${bundle} && node cdktf.out/main.js 1 1x1` });
  return (argumentsLine) => {
    const line = `node --expose-gc --require ./cdktf.out/optimize-late.js cdktf.out/main.js ${argumentsLine}`;
    return JSON.parse(
      measureProcess({ ...command, line })
        .stdout.trim()
        .split("\n")
        .pop() ?? "",
    );
  };
}

function inTurn(sizes: readonly number[], run: (size: number) => Figures): ReadonlyMap<number, readonly Figures[]> {
  const figures = new Map(sizes.map((size) => [size, [] as Figures[]]));
  for (let round = 0; round < RUNS; round += 1) {
    for (const size of sizes) figures.get(size)?.push(run(size));
  }
  return figures;
}

/** By size, what each of several processes measured that built all sizes. */
function inOneProcess(
  sizes: readonly number[],
  run: (sizes: readonly number[]) => readonly (readonly number[])[],
): ReadonlyMap<number, readonly Time[]> {
  const runs = Array.from({ length: RUNS }, () => run(sizes));
  const medianOf = (times: readonly number[] = []) => ({ milliseconds: spreadOf(times).median });
  return new Map(sizes.map((size, index) => [size, runs.map((times) => medianOf(times[index]))]));
}

/** Whether the cost of one more stays what it was: the difference of two sizes, so that what every app costs does not count. */
function linear(
  measure: string,
  against: string,
  figures: ReadonlyMap<number, readonly Time[]>,
  sizes: readonly [small: number, medium: number, large: number],
): Row {
  const [small, medium, large] = sizes.map((size) => (figures.get(size) ?? []).map(({ milliseconds }) => milliseconds));
  const [first, second, third] = sizes;
  const each = (upper: readonly number[] = [], lower: readonly number[] = [], steps: number) =>
    upper.map((value, run) => (value - (lower[run] ?? Number.NaN)) / steps);
  const late = each(large, medium, third - second);
  const early = each(medium, small, second - first);
  const ratio = ratioOf(late, early);
  return {
    ...{ measure, against },
    figure: `${show(ratio)} × (${spreadOf(late).median.toFixed(2)} ms to ${spreadOf(early).median.toFixed(2)} ms)`,
    target: "linear",
    reached: ratio.median <= 1.2,
    values: { ratio, each: spreadOf(late) },
  };
}

function series(title: string, sizes: string, figures: ReadonlyMap<number, readonly Time[]>): Series {
  const points = [...figures].map(([size, runs]) => ({
    size,
    milliseconds: spreadOf(runs.map(({ milliseconds }) => milliseconds)).median,
  }));
  return { title, sizes, points };
}
