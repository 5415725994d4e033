import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Laptop, type LaptopProps } from "../local/laptop";
import type { SimulatedOrder } from "../local/simulated-worker";
import { synthesizedStack } from "../local/synthesized-stack";
import { Tally } from "../local/tally";

export const PENDING = "dev-pending-queue";
export const CONFIRMED = "dev-confirmed-queue";
export const DEAD_LETTER = "dev-pending-queue-dead-letter";
/** A message that no number of deliveries helps. */
export const ALWAYS = 1_000;

const stack = synthesizedStack("dev");
/** Far beyond what any test takes: what has not happened by then does not happen. */
const DEADLINE_MILLISECONDS = 60_000;

/** A laptop that is stopped with the test, and everything on it. */
export async function laptopUnderTest(test: TestContext, props: Partial<LaptopProps> = {}): Promise<Laptop> {
  const laptop = await Laptop.start({ stack, ...props });
  test.after(() => laptop.stop());
  return laptop;
}

/** Sends this many orders and tells what becomes of them. */
export async function sendOrders(laptop: Laptop, count: number, order: Partial<SimulatedOrder> = {}): Promise<Tally> {
  const orders = Array.from({ length: count }, (_each, index) => ({ orderId: `order-${index + 1}`, ...order }));
  return sendBodies(
    laptop,
    orders.map((each) => JSON.stringify(each)),
    orders.map(({ orderId }) => orderId),
  );
}

/** Sends bodies as they are; `ids` are what they are known by. */
export async function sendBodies(laptop: Laptop, bodies: readonly string[], ids: readonly string[]): Promise<Tally> {
  await laptop.sqs.send(PENDING, bodies);
  return new Tally(laptop, ids, { confirmed: CONFIRMED, deadLetter: DEAD_LETTER });
}

/** Waits until something is so, while the tally goes on; past the deadline the assertions that follow say what is not. */
export async function until(tally: Tally, so: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + DEADLINE_MILLISECONDS;
  while (Date.now() < deadline) {
    await tally.update();
    if (await so()) return;
    await sleep(50);
  }
}

/** Waits until every message is confirmed or dead-lettered and the queue is empty; each call was signed as it must be. */
export async function untilSettled(laptop: Laptop, tally: Tally): Promise<void> {
  await until(tally, async () => tally.missing === 0 && (await laptop.sqs.count(PENDING)) === 0);
  assert.deepEqual(laptop.sqs.violations, []);
}
