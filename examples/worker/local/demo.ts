import { setTimeout as sleep } from "node:timers/promises";
import { Presets, SingleBar } from "cli-progress";
import { Laptop } from "./laptop";
import { type RoleReport, roleReport } from "./role-report";
import type { SimulatedOrder } from "./simulated-worker";
import { synthesizedStack } from "./synthesized-stack";
import { table } from "./table";
import { Tally } from "./tally";

const MESSAGES = 1_000;
const FAIL_ONCE = 50;
const FAIL_ALWAYS = 20;
const ALWAYS = 1_000;
/** Long enough for the bar and a change of credentials to be seen. */
const WORK_MILLISECONDS = 100;
const ROTATE_EVERY_SECONDS = 2;
/** Set at the first message, and perhaps given back: more would be a call a message. */
const MOST_PROTECTION_CALLS = 3;
const GIVE_UP_AFTER_MILLISECONDS = 100_000;

/** Runs the whole system once, says what happened, and gives the exit code: 0 when nothing was lost and nothing denied. */
export async function demo(say: (line: string) => void = console.log): Promise<number> {
  say("synthesizing dev: its queues, its task role's policy, its container");
  const stack = synthesizedStack("dev");
  const interrupted = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => interrupted.abort());
  const laptop = await Laptop.start({ stack, rotateEverySeconds: ROTATE_EVERY_SECONDS });
  try {
    return await watch(laptop, interrupted.signal, say);
  } finally {
    await laptop.stop();
  }
}

async function watch(laptop: Laptop, interrupted: AbortSignal, say: (line: string) => void): Promise<number> {
  const { stack, sqs, credentials, agent } = laptop;
  const [pending = "", confirmed = ""] = ["PENDING_QUEUE_URL", "CONFIRMED_QUEUE_URL"].map((variable) =>
    stack.container.environment[variable]?.replace(/.*\//, ""),
  );
  const orders = Array.from({ length: MESSAGES }, (_each, index) => order(index));
  await sqs.send(
    pending,
    orders.map((each) => JSON.stringify(each)),
  );
  say(`sent ${MESSAGES} messages to ${pending}: ${FAIL_ONCE} fail once, ${FAIL_ALWAYS} fail always`);
  const worker = await laptop.startWorker({ RETRY_DELAY_SECONDS: "0" });
  say(
    `started the worker, process ${worker.pid}: it has no keys, it asks the task's credentials endpoint for its role's`,
  );

  const ids = orders.map(({ orderId }) => orderId);
  const tally = new Tally(laptop, ids, { confirmed, deadLetter: deadLetterQueueOf(laptop, pending) });
  const bar = new SingleBar(
    {
      format: "  {bar} {value} of {total} messages, {dead} dead-lettered, {keys} keys",
      stream: process.stdout,
      noTTYOutput: true,
      notTTYSchedule: 1_000,
      hideCursor: true,
      gracefulExit: false,
    },
    Presets.shades_classic,
  );
  const started = Date.now();
  bar.start(MESSAGES, 0, { dead: 0, keys: 0 });
  while (tally.missing > 0 && !interrupted.aborted && Date.now() - started < GIVE_UP_AFTER_MILLISECONDS) {
    await sleep(100, undefined, { signal: interrupted }).catch(() => undefined);
    await tally.update();
    bar.update(MESSAGES - tally.missing, { dead: tally.dead, keys: credentials.rotations });
  }
  const seconds = (Date.now() - started) / 1_000;
  bar.stop();
  const exitCode = await worker.stop();
  if (interrupted.aborted) {
    say("interrupted: the worker is stopped, nothing is left running");
    return 130;
  }
  await tally.update();
  const report = roleReport(stack, sqs.calls);
  say(`told the worker to stop (SIGTERM): exit code ${exitCode}\n`);
  say(messageLines(tally, seconds));
  say(roleLines(laptop, report));
  say(protectionLine(laptop));
  const denied = report.used.filter(({ allowed }) => !allowed);
  const faults = [
    ...(tally.missing > 0 ? [`${tally.missing} messages were lost`] : []),
    ...(exitCode === 0 ? [] : [`the worker ended with ${exitCode}`]),
    ...denied.map(({ action, queueName }) => `the policy of the task role lacks ${action} on ${queueName}`),
    ...sqs.violations,
    ...(agent.calls.length > MOST_PROTECTION_CALLS ? [`the agent was called ${agent.calls.length} times`] : []),
  ];
  for (const fault of faults) say(`FAILED: ${fault}`);
  return faults.length === 0 ? 0 : 1;
}

function order(index: number): SimulatedOrder {
  const every = (count: number) => index % (MESSAGES / count);
  const failures = every(FAIL_ALWAYS) === 1 ? ALWAYS : every(FAIL_ONCE) === 0 ? 1 : 0;
  return { orderId: `order-${index + 1}`, failures, milliseconds: WORK_MILLISECONDS };
}

function deadLetterQueueOf({ stack }: Laptop, queueName: string): string {
  const policy = stack.queues.find(({ name }) => name === queueName)?.attributes.RedrivePolicy ?? "{}";
  return (JSON.parse(policy) as { deadLetterTargetArn: string }).deadLetterTargetArn.replace(/.*:/, "");
}

function messageLines(tally: Tally, seconds: number): string {
  const rows: [string, number, string][] = [
    ["sent", MESSAGES, ""],
    ["confirmed", tally.confirmed, ""],
    ["retried", tally.retried, "failed first, came back, and were confirmed"],
    ["dead-lettered", tally.dead, "failed every time"],
    ["lost", tally.missing, "neither confirmed nor dead-lettered"],
    ["duplicated", tally.duplicated, "confirmations beyond one a message"],
    ["per second", Math.round((tally.confirmed + tally.dead) / seconds), `in ${seconds.toFixed(1)} s`],
  ];
  return `messages\n${table(rows)}\n`;
}

/** `dev` has no service yet: the `WorkerService` that would scale it grants what the agent asks ECS for. */
function protectionLine({ agent: { calls } }: Laptop): string {
  const [set, cleared] = [true, false].map((enabled) => calls.filter((call) => call.enabled === enabled).length);
  return `scale-in protection: set ${set} times, given back ${cleared} times, for ${MESSAGES} messages`;
}

function roleLines({ stack, sqs, credentials }: Laptop, { used, unused }: RoleReport): string {
  const done = used.map(({ action, queueName, calls, allowed }) => [
    action,
    queueName,
    calls,
    allowed ? "allowed" : "NOT ALLOWED",
  ]);
  const idle = unused.map(({ action, resource }) => [action, resource.replace(/.*:/, "")]);
  return [
    `what the worker did with ${stack.taskRoleArn.replace(/.*\//, "")}, by the role's synthesized policy`,
    table([["action", "queue", "calls", "policy"], ...done]),
    "",
    ...(idle.length > 0 ? ["granted, and never used", table(idle), ""] : []),
    `credentials: ${credentials.rotations} keys, one after the other; ${sqs.violations.length} calls signed with any other key`,
  ].join("\n");
}
