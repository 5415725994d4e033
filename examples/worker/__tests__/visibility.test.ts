import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { laptopUnderTest, sendOrders, untilSettled } from "./under-test";

describe("a message that is worked on", () => {
  it("stays hidden for longer than the visibility timeout, and is delivered once", async (test) => {
    const laptop = await laptopUnderTest(test, { attributes: { VisibilityTimeout: "3" } });
    const tally = await sendOrders(laptop, 15, { milliseconds: 7_000 });
    await laptop.startWorker();
    await untilSettled(laptop, tally);
    assert.deepEqual({ missing: tally.missing, dead: tally.dead }, { missing: 0, dead: 0 });
    assert.deepEqual([...laptop.sqs.deliveries.values()], Array(15).fill(1));
  });

  it("fails when the work takes longer than it may, and is dead-lettered when it always does", async (test) => {
    const laptop = await laptopUnderTest(test);
    const tally = await sendOrders(laptop, 3, { milliseconds: 60_000 });
    await laptop.startWorker({ HANDLER_TIMEOUT_SECONDS: "1", RETRY_DELAY_SECONDS: "0" });
    await untilSettled(laptop, tally);
    assert.deepEqual({ missing: tally.missing, dead: tally.dead }, { missing: 0, dead: 3 });
  });
});
