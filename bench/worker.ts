import { cpus } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Laptop } from "../examples/worker/local/laptop";
import { synthesizedStack } from "../examples/worker/local/synthesized-stack";
import { table } from "../examples/worker/local/table";
import { residentMemoryMiB } from "./resident-memory";

interface Contender {
  readonly name: string;
  readonly variables: Readonly<Record<string, string>>;
  /** @default - the worker of examples/worker */
  readonly file?: string;
}

interface Measured {
  readonly messagesPerSecond: number;
  /** At every tenth of the messages, in MiB. */
  readonly memory: readonly number[];
}

const SQS_CONSUMER = join(__dirname, "sqs-consumer-worker.ts");
const CONTENDERS: readonly Contender[] = [
  { name: "this worker, 10 at once", variables: { CONCURRENCY: "10" } },
  { name: "sqs-consumer, 1 consumer of 10", variables: { CONSUMERS: "1" }, file: SQS_CONSUMER },
  { name: "this worker, 20 at once", variables: { CONCURRENCY: "20" } },
  { name: "sqs-consumer, 2 consumers of 10", variables: { CONSUMERS: "2" }, file: SQS_CONSUMER },
];
/** What the work on each message is: milliseconds of waiting, as for a database or another service. */
const WORK: readonly { title: string; messages: number; milliseconds: (index: number) => number }[] = [
  { title: "no work", messages: 5_000, milliseconds: () => 0 },
  { title: "20 ms each", messages: 2_000, milliseconds: () => 20 },
  { title: "20 ms, every tenth 200 ms", messages: 600, milliseconds: (index) => (index % 10 === 0 ? 200 : 20) },
];
const ROUNDS = 3;
const MEMORY_MESSAGES = 100_000;
/** What V8 keeps for itself before it collects; a leak of 1 KiB a message would be three times as much. */
const FLAT_WITHIN_MIB = 25;

const stack = synthesizedStack("dev");

/** Runs one contender over this many messages; the clock runs from the first outcome to the last. */
async function measure(
  { variables, file }: Contender,
  messages: number,
  milliseconds: (index: number) => number,
): Promise<Measured> {
  const laptop = await Laptop.start({ stack });
  try {
    const bodies = Array.from({ length: messages }, (_each, index) =>
      JSON.stringify({ orderId: `order-${index}`, milliseconds: milliseconds(index) }),
    );
    await laptop.sqs.send("dev-pending-queue", bodies);
    const worker = await laptop.startWorker({ LOG_LEVEL: "warn", ...variables }, { file });
    const memory: number[] = [];
    let started = 0;
    let confirmed = 0;
    let first = 0;
    while (confirmed < messages) {
      await sleep(20);
      confirmed += (await laptop.sqs.drain("dev-confirmed-queue")).length;
      if (confirmed > 0 && started === 0) [started, first] = [Date.now(), confirmed];
      while (memory.length < Math.floor((confirmed * 10) / messages)) memory.push(residentMemoryMiB(worker.pid));
    }
    return { messagesPerSecond: ((confirmed - first) * 1_000) / (Date.now() - started), memory };
  } finally {
    await laptop.stop();
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

async function compare(): Promise<void> {
  const rows: (string | number)[][] = [];
  for (const { title, milliseconds, messages } of WORK) {
    const measured = CONTENDERS.map(() => [] as Measured[]);
    for (let round = 0; round < ROUNDS; round += 1) {
      // Side by side in every round, so that what else the machine does falls on all of them.
      for (const [index, contender] of CONTENDERS.entries())
        measured[index]?.push(await measure(contender, messages, milliseconds));
    }
    for (const [index, { name }] of CONTENDERS.entries()) {
      const rounds = measured[index] ?? [];
      const speed = Math.round(median(rounds.map(({ messagesPerSecond }) => messagesPerSecond)));
      const peak = Math.round(median(rounds.map(({ memory }) => Math.max(...memory))));
      rows.push([name, title, messages, speed, peak]);
    }
  }
  console.log(
    `median of ${ROUNDS} rounds, Node ${process.version}, ${cpus().length} cores, emulator on the same machine`,
  );
  console.log(table([["", "work on a message", "messages", "per second", "MiB"], ...rows]));
}

async function memory(): Promise<void> {
  const [worker] = CONTENDERS.filter(({ name }) => name === "this worker, 20 at once");
  if (!worker) return;
  const { memory, messagesPerSecond } = await measure(worker, MEMORY_MESSAGES, () => 0);
  const growth = median(memory.slice(7)) - median(memory.slice(1, 4));
  console.log(`\n${MEMORY_MESSAGES} messages, ${Math.round(messagesPerSecond)} per second; MiB at every tenth:`);
  console.log(`  ${memory.map((each) => Math.round(each)).join("  ")}`);
  const flat = growth < FLAT_WITHIN_MIB;
  console.log(`  from the second tenths to the last: ${growth.toFixed(1)} MiB, ${flat ? "flat" : "NOT FLAT"}`);
  if (!flat) process.exitCode = 1;
}

compare().then(memory);
