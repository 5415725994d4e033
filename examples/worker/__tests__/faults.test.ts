import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { ALWAYS, CONFIRMED, laptopUnderTest, PENDING, sendBodies, sendOrders, until, untilSettled } from "./under-test";

/** Messages of a worker that dies come back this soon, so that a test need not wait three minutes. */
const SHORT = { VisibilityTimeout: "3" };

describe("no message is lost", () => {
  it("when the worker is killed between sending and deleting, and started again", async (test) => {
    const laptop = await laptopUnderTest(test, { attributes: SHORT });
    const tally = await sendOrders(laptop, 200, { milliseconds: 10 });
    const first = await laptop.startWorker();
    let deletions = 0;
    laptop.sqs.fault = ({ action }) => {
      if (action !== "DeleteMessageBatch" || deletions++ !== 4) return undefined;
      void first.kill();
      return "refuse";
    };
    assert.equal(await first.exited, "SIGKILL");
    assert.notEqual(await laptop.sqs.count(PENDING), 0);
    await laptop.startWorker();
    await untilSettled(laptop, tally);
    assert.deepEqual(
      { missing: tally.missing, confirmed: tally.confirmed, dead: tally.dead },
      { missing: 0, confirmed: 200, dead: 0 },
    );
    assert.ok(tally.duplicated > 0, "the messages sent but not deleted must be confirmed twice");
  });

  it("when SQS refuses every connection for a while", async (test) => {
    const laptop = await laptopUnderTest(test);
    const tally = await sendOrders(laptop, 300, { milliseconds: 20 });
    await laptop.startWorker();
    await until(tally, () => tally.confirmed > 50);
    laptop.sqs.fault = () => "refuse";
    await sleep(3_000);
    await tally.update();
    const meanwhile = tally.confirmed;
    laptop.sqs.fault = () => undefined;
    await untilSettled(laptop, tally);
    assert.ok(meanwhile < 300, "the outage must come in the middle");
    assert.deepEqual({ missing: tally.missing, dead: tally.dead }, { missing: 0, dead: 0 });
  });

  it("when SQS answers later than the visibility timeout, which the worker extends meanwhile", async (test) => {
    const laptop = await laptopUnderTest(test, { attributes: SHORT });
    const tally = await sendOrders(laptop, 100);
    laptop.sqs.fault = ({ action }) =>
      action === "SendMessageBatch" ? { delayMilliseconds: 4_000 } : { delayMilliseconds: 200 };
    await laptop.startWorker();
    await until(tally, () => tally.confirmed > 20);
    laptop.sqs.fault = () => undefined;
    await untilSettled(laptop, tally);
    assert.deepEqual(
      { missing: tally.missing, dead: tally.dead, duplicated: tally.duplicated },
      { missing: 0, dead: 0, duplicated: 0 },
    );
  });

  it("when SQS throttles two calls of three for a while", async (test) => {
    const laptop = await laptopUnderTest(test);
    const tally = await sendOrders(laptop, 200);
    let calls = 0;
    laptop.sqs.fault = () => (calls++ < 30 && calls % 3 > 0 ? "throttle" : undefined);
    await laptop.startWorker();
    await untilSettled(laptop, tally);
    assert.deepEqual({ missing: tally.missing, dead: tally.dead }, { missing: 0, dead: 0 });
  });

  it("when SQS takes half of each batch only for a while, and none is confirmed twice either", async (test) => {
    const laptop = await laptopUnderTest(test);
    const tally = await sendOrders(laptop, 200);
    let batches = 0;
    laptop.sqs.fault = ({ action }) => (action.endsWith("Batch") && batches++ < 40 ? "take half" : undefined);
    await laptop.startWorker();
    await untilSettled(laptop, tally);
    assert.deepEqual(
      { missing: tally.missing, dead: tally.dead, duplicated: tally.duplicated },
      { missing: 0, dead: 0, duplicated: 0 },
    );
  });

  it("when the confirmed queue refuses what the pending queue gave, until it takes it again", async (test) => {
    const laptop = await laptopUnderTest(test);
    const tally = await sendOrders(laptop, 50);
    laptop.sqs.fault = ({ queueName }) => (queueName === CONFIRMED ? "refuse" : undefined);
    await laptop.startWorker();
    await sleep(2_000);
    await tally.update();
    assert.equal(tally.missing, 50);
    assert.equal(await laptop.sqs.count(PENDING), 50, "nothing may be deleted that was not sent");
    laptop.sqs.fault = () => undefined;
    await untilSettled(laptop, tally);
    assert.deepEqual({ missing: tally.missing, dead: tally.dead }, { missing: 0, dead: 0 });
  });

  it("when some fail once, and each of them is confirmed at its second delivery", async (test) => {
    const laptop = await laptopUnderTest(test);
    const tally = await sendOrders(laptop, 40, { failures: 1 });
    await laptop.startWorker({ RETRY_DELAY_SECONDS: "1" });
    await untilSettled(laptop, tally);
    assert.deepEqual(
      { missing: tally.missing, dead: tally.dead, retried: tally.retried },
      { missing: 0, dead: 0, retried: 40 },
    );
  });

  it("when a message always fails: it is dead-lettered after its fifth delivery, and the others are confirmed", async (test) => {
    const laptop = await laptopUnderTest(test);
    const poison = JSON.stringify({ orderId: "poison", failures: ALWAYS });
    const good = Array.from({ length: 20 }, (_each, index) => `order-${index + 1}`);
    const tally = await sendBodies(
      laptop,
      [poison, ...good.map((orderId) => JSON.stringify({ orderId }))],
      ["poison", ...good],
    );
    await laptop.startWorker({ RETRY_DELAY_SECONDS: "0" });
    await untilSettled(laptop, tally);
    assert.deepEqual(
      { missing: tally.missing, confirmed: tally.confirmed, dead: tally.dead },
      { missing: 0, confirmed: 20, dead: 1 },
    );
    assert.equal(Math.max(...laptop.sqs.deliveries.values()), 5);
  });

  it("when a body is not JSON: it is dead-lettered, and never shown in the log", async (test) => {
    const laptop = await laptopUnderTest(test);
    const tally = await sendBodies(
      laptop,
      ["secret-but-not-json", '{"orderId":"order-1"}'],
      ["secret-but-not-json", "order-1"],
    );
    const worker = await laptop.startWorker({ RETRY_DELAY_SECONDS: "0", LOG_LEVEL: "trace" });
    await untilSettled(laptop, tally);
    assert.deepEqual(
      { missing: tally.missing, confirmed: tally.confirmed, dead: tally.dead },
      { missing: 0, confirmed: 1, dead: 1 },
    );
    const written = JSON.stringify([worker.log, worker.stray]);
    assert.match(written, /the body is not JSON/);
    assert.doesNotMatch(written, /secret-but|order-1/);
  });

  it("when there are 10,000", async (test) => {
    const laptop = await laptopUnderTest(test);
    const tally = await sendOrders(laptop, 10_000);
    await laptop.startWorker();
    await untilSettled(laptop, tally);
    assert.deepEqual(
      { missing: tally.missing, confirmed: tally.confirmed, dead: tally.dead },
      { missing: 0, confirmed: 10_000, dead: 0 },
    );
  });

  it("when two workers share the queue, and both take part", async (test) => {
    const laptop = await laptopUnderTest(test);
    const workers = [await laptop.startWorker(), await laptop.startWorker()];
    for (const worker of workers) await worker.ready();
    const tally = await sendOrders(laptop, 600, { milliseconds: 50 });
    await untilSettled(laptop, tally);
    assert.deepEqual(
      { missing: tally.missing, dead: tally.dead, duplicated: tally.duplicated },
      { missing: 0, dead: 0, duplicated: 0 },
    );
    for (const { log } of workers) assert.ok(log.some(({ msg }) => msg === "confirmed"));
  });
});
