import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { describe, it } from "node:test";
import { ConfigurationError, readConfiguration } from "../src/configuration";
import { laptopUnderTest } from "./under-test";

const GOOD = {
  AWS_REGION: "eu-west-1",
  PENDING_QUEUE_URL: "https://sqs.eu-west-1.amazonaws.com/000000000000/dev-pending-queue",
  CONFIRMED_QUEUE_URL: "https://sqs.eu-west-1.amazonaws.com/000000000000/dev-confirmed-queue.fifo",
};

describe("the worker's environment variables", () => {
  it("need nothing but the region and the two queues", () => {
    assert.deepEqual(readConfiguration(GOOD), {
      pendingQueueUrl: GOOD.PENDING_QUEUE_URL,
      confirmedQueueUrl: GOOD.CONFIRMED_QUEUE_URL,
      concurrency: 20,
      handlerTimeoutSeconds: 30,
      retryDelaySeconds: 10,
      stopTimeoutSeconds: 30,
      healthPort: 8080,
      logLevel: "info",
    });
  });

  it("are all reported at once when they are wrong", () => {
    const wrong = {
      PENDING_QUEUE_URL: "dev-pending-queue",
      CONCURRENCY: "0",
      HANDLER_TIMEOUT_SECONDS: "1e3",
      RETRY_DELAY_SECONDS: "-1",
      STOP_TIMEOUT_SECONDS: "121",
      HEALTH_PORT: "",
      LOG_LEVEL: "loud",
      AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
    };
    assert.throws(
      () => readConfiguration(wrong),
      (error) => {
        assert.ok(error instanceof ConfigurationError);
        assert.deepEqual(error.problems, [
          'PENDING_QUEUE_URL must be a queue\'s URL, https://sqs.<region>.amazonaws.com/<account>/<name>, got "dev-pending-queue"',
          "CONFIRMED_QUEUE_URL must be a queue's URL, https://sqs.<region>.amazonaws.com/<account>/<name>, got nothing",
          'CONCURRENCY must be a whole number from 1 to 1000, got "0"',
          'HANDLER_TIMEOUT_SECONDS must be a whole number from 1 to 43200, got "1e3"',
          'RETRY_DELAY_SECONDS must be a whole number from 0 to 900, got "-1"',
          'STOP_TIMEOUT_SECONDS must be a whole number from 2 to 120, got "121"',
          "HEALTH_PORT must be a whole number from 1 to 65535, got nothing",
          'LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent, got "loud"',
          "AWS_REGION must be the queues' region, got nothing",
          "AWS_ACCESS_KEY_ID must not be set: the worker signs with its task role's credentials, which ECS hands it",
        ]);
        return true;
      },
    );
  });

  it("stop the worker with exit code 1 and no stack trace, the keys' values unsaid", async (test) => {
    const laptop = await laptopUnderTest(test);
    const worker = await laptop.startWorker({ AWS_SECRET_ACCESS_KEY: "a-secret-value", CONCURRENCY: "many" });
    assert.equal(await worker.exited, 1);
    assert.deepEqual(worker.stray, [
      "the environment variables are wrong:",
      '  CONCURRENCY must be a whole number from 1 to 1000, got "many"',
      "  AWS_SECRET_ACCESS_KEY must not be set: the worker signs with its task role's credentials, which ECS hands it",
    ]);
    assert.equal(laptop.sqs.calls.size, 0);
  });
  it("name a health port that is taken", async (test) => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    test.after(() => other.close());
    const { port } = other.address() as AddressInfo;
    const laptop = await laptopUnderTest(test);
    const worker = await laptop.startWorker({ HEALTH_PORT: String(port) });
    assert.equal(await worker.exited, 1);
    // Before it, the SDK may say that it is about to leave this version of Node behind.
    assert.deepEqual(worker.stray.slice(-2), [
      "the environment variables are wrong:",
      `  HEALTH_PORT must be a port to listen on, got ${port}: another process listens there`,
    ]);
  });
});
