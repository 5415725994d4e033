import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { laptopUnderTest, PENDING, sendOrders, until, untilSettled } from "./under-test";

describe("a worker that is told to stop", () => {
  it("finishes what it holds under load, exits 0, and leaves the rest to the next one", async (test) => {
    const laptop = await laptopUnderTest(test);
    const tally = await sendOrders(laptop, 400, { milliseconds: 200 });
    const first = await laptop.startWorker();
    await until(tally, () => tally.confirmed > 40);
    assert.equal(await first.stop(), 0);
    await tally.update();
    assert.ok(tally.missing > 0, "there must be messages left");
    assert.equal(await laptop.sqs.count(PENDING), tally.missing, "what it finished is deleted");
    assert.equal(await laptop.sqs.countHidden(PENDING), 0, "it must hold none any more");
    await laptop.startWorker();
    await untilSettled(laptop, tally);
    assert.deepEqual(
      { missing: tally.missing, dead: tally.dead, duplicated: tally.duplicated },
      { missing: 0, dead: 0, duplicated: 0 },
    );
  });

  it("hands back at once what it cannot finish within the stop timeout, and exits 0", async (test) => {
    const laptop = await laptopUnderTest(test);
    const tally = await sendOrders(laptop, 5, { milliseconds: 60_000 });
    const worker = await laptop.startWorker({ STOP_TIMEOUT_SECONDS: "4", HANDLER_TIMEOUT_SECONDS: "60" });
    await until(tally, async () => (await laptop.sqs.countHidden(PENDING)) === 5);
    assert.equal(await worker.stop(), 0);
    assert.equal(await laptop.sqs.count(PENDING), 5);
    assert.equal(await laptop.sqs.countHidden(PENDING), 0);
  });

  it("exits 0 within the stop timeout when SQS is away and nothing can be handed back", async (test) => {
    const laptop = await laptopUnderTest(test);
    const tally = await sendOrders(laptop, 5, { milliseconds: 60_000 });
    const worker = await laptop.startWorker({ STOP_TIMEOUT_SECONDS: "3", HANDLER_TIMEOUT_SECONDS: "60" });
    await until(tally, async () => (await laptop.sqs.countHidden(PENDING)) === 5);
    laptop.sqs.fault = () => "refuse";
    assert.equal(await worker.stop(), 0);
    assert.equal(await laptop.sqs.count(PENDING), 5, "they come back when their visibility timeout ends");
    assert.ok(worker.log.some(({ msg }) => msg.startsWith("stopped with messages held")));
  });

  it("exits 0 when it waits for messages and there are none", async (test) => {
    const laptop = await laptopUnderTest(test);
    const worker = await laptop.startWorker();
    const tally = await sendOrders(laptop, 1);
    await untilSettled(laptop, tally);
    assert.equal(await worker.stop(), 0);
  });
});
