import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { laptopUnderTest, PENDING, sendBodies, untilSettled } from "./under-test";

const WORKER = join(__dirname, "..");
/** Node's own guard: any write, any further process ends in an error, as in a container whose file system is read-only. */
const READ_ONLY = ["--experimental-permission", "--allow-fs-read=*"];

async function healthCheck(port: number): Promise<number> {
  const check = spawn(process.execPath, [...READ_ONLY, join(WORKER, "dist/health-check.js")], {
    env: { HEALTH_PORT: String(port) },
    stdio: "ignore",
  });
  const [code] = await once(check, "exit");
  return code;
}

describe("what the image runs", () => {
  before(() => execFileSync("npm", ["run", "build"], { cwd: WORKER, stdio: ["ignore", "ignore", "inherit"] }));

  it("works without writing a file, is healthy while it runs, and unhealthy after", async (test) => {
    const laptop = await laptopUnderTest(test);
    const orders = Array.from({ length: 50 }, (_each, index) => `order-${index + 1}`);
    const tally = await sendBodies(
      laptop,
      orders.map((orderId) => JSON.stringify({ orderId })),
      orders,
    );
    const worker = await laptop.startWorker({}, { file: join(WORKER, "dist/main.js"), nodeArguments: READ_ONLY });
    await untilSettled(laptop, tally);
    assert.deepEqual({ missing: tally.missing, dead: tally.dead }, { missing: 0, dead: 0 });
    assert.equal(await healthCheck(worker.healthPort), 0);
    assert.equal(await worker.stop(), 0);
    assert.equal(await healthCheck(worker.healthPort), 1);
    assert.equal(await laptop.sqs.count(PENDING), 0);
  });

  it("dead-letters what its handler does not understand", async (test) => {
    const laptop = await laptopUnderTest(test);
    const bodies = ['{"orderId":7}', "null"];
    const tally = await sendBodies(laptop, bodies, bodies);
    await laptop.startWorker(
      { RETRY_DELAY_SECONDS: "0" },
      { file: join(WORKER, "dist/main.js"), nodeArguments: READ_ONLY },
    );
    await untilSettled(laptop, tally);
    assert.deepEqual({ missing: tally.missing, dead: tally.dead }, { missing: 0, dead: 2 });
  });
});
