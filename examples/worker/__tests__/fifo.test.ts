import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { laptopUnderTest } from "./under-test";

const GROUPS = 5;
const MESSAGES = 60;
const [PENDING, CONFIRMED, DEAD_LETTER] = ["pending.fifo", "confirmed.fifo", "dead-letter.fifo"];
const VARIABLES = {
  PENDING_QUEUE_URL: `https://sqs.eu-west-1.amazonaws.com/000000000000/${PENDING}`,
  CONFIRMED_QUEUE_URL: `https://sqs.eu-west-1.amazonaws.com/000000000000/${CONFIRMED}`,
  RETRY_DELAY_SECONDS: "0",
};

describe("messages of a FIFO queue", () => {
  it("are confirmed in the order of their group, those that fail once too, by two workers", async (test) => {
    const laptop = await laptopUnderTest(test);
    for (const name of [PENDING, CONFIRMED, DEAD_LETTER]) {
      const redrive = { deadLetterTargetArn: `arn:aws:sqs:eu-west-1:000000000000:${DEAD_LETTER}`, maxReceiveCount: 5 };
      await laptop.sqs.createQueue(name, {
        FifoQueue: "true",
        VisibilityTimeout: "30",
        ...(name === PENDING && { RedrivePolicy: JSON.stringify(redrive) }),
      });
    }
    const bodies = Array.from({ length: MESSAGES }, (_each, index) =>
      JSON.stringify({ orderId: `${index % GROUPS}/${index}`, failures: index % 7 === 0 ? 1 : 0, milliseconds: 10 }),
    );
    await laptop.sqs.send(PENDING, bodies, (index) => `group-${index % GROUPS}`);
    await laptop.startWorker(VARIABLES);
    await laptop.startWorker(VARIABLES);

    const confirmed: string[] = [];
    for (let waits = 0; confirmed.length < MESSAGES && waits < 600; waits += 1) {
      const drained = await laptop.sqs.drain(CONFIRMED);
      confirmed.push(...drained.map(({ Body }) => (JSON.parse(Body) as { orderId: string }).orderId));
      await sleep(50);
    }
    for (let group = 0; group < GROUPS; group += 1) {
      const expected = Array.from(
        { length: MESSAGES / GROUPS },
        (_each, index) => `${group}/${index * GROUPS + group}`,
      );
      assert.deepEqual(
        confirmed.filter((orderId) => orderId.startsWith(`${group}/`)),
        expected,
      );
    }
    assert.equal(await laptop.sqs.count(DEAD_LETTER), 0);
  });
});
