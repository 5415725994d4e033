import assert from "node:assert/strict";
import { once } from "node:events";
import { describe, it } from "node:test";
import { pino } from "pino";
import { readConfiguration } from "../src/configuration";
import type { ConfirmedQueue } from "../src/confirmed-queue";
import type { Message } from "../src/message";
import type { PendingQueue } from "../src/pending-queue";
import type { Handler } from "../src/process-message";
import { TaskProtection } from "../src/task-protection";
import { Worker } from "../src/worker";

const VARIABLES = {
  AWS_REGION: "eu-west-1",
  PENDING_QUEUE_URL: "https://sqs.eu-west-1.amazonaws.com/000000000000/pending.fifo",
  CONFIRMED_QUEUE_URL: "https://sqs.eu-west-1.amazonaws.com/000000000000/confirmed.fifo",
  STOP_TIMEOUT_SECONDS: "2",
};

/** A FIFO queue that gives these messages at once, as SQS does and the emulator does not, and then none. */
class FifoQueue {
  readonly asked: number[] = [];
  readonly deleted: string[] = [];
  readonly handedBack: [string, number][] = [];

  constructor(private messages: Message[]) {}

  async settings(): Promise<object> {
    return { visibilityTimeoutSeconds: 30, fifo: true };
  }

  async receive(most: number, signal: AbortSignal): Promise<Message[]> {
    this.asked.push(most);
    const messages = this.messages;
    this.messages = [];
    if (messages.length === 0 && !signal.aborted) await once(signal, "abort");
    return messages;
  }

  async delete({ messageId }: Message): Promise<void> {
    this.deleted.push(messageId);
  }

  async hide({ messageId }: Message, seconds: number): Promise<void> {
    this.handedBack.push([messageId, seconds]);
  }
}

function message(messageId: string, groupId: string): Message {
  return { messageId, receiptHandle: messageId, body: "{}", receiveCount: 1, groupId };
}

function worker(pending: FifoQueue, handle: Handler, send: () => Promise<void>): Worker {
  const log = pino({ level: "silent" });
  return new Worker({
    handle,
    pending: pending as unknown as PendingQueue,
    confirmed: { send } as unknown as ConfirmedQueue,
    protection: new TaskProtection({ agentUri: undefined, log }),
    configuration: readConfiguration(VARIABLES),
    log,
  });
}

describe("FIFO messages received together", () => {
  it("go back with the one before them that failed, untried, and the other groups go on", async () => {
    const pending = new FifoQueue([message("a1", "a"), message("b1", "b"), message("a2", "a"), message("a3", "a")]);
    const handled: string[] = [];
    const handle: Handler = async (_body, { messageId }) => {
      handled.push(messageId);
      if (messageId === "a1") throw new Error("not yet");
    };
    const running = worker(pending, handle, async () => undefined);
    const run = running.run();
    while (pending.handedBack.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    running.stop();
    await run;
    assert.deepEqual(handled, ["a1", "b1"]);
    assert.deepEqual(pending.deleted, ["b1"]);
    assert.deepEqual(pending.handedBack, [
      ["a1", 10],
      ["a2", 10],
      ["a3", 10],
    ]);
  });

  it("go back untried when the time to stop has come while the one before them was sent", async () => {
    const pending = new FifoQueue([message("a1", "a"), message("a2", "a")]);
    const handled: string[] = [];
    const handle: Handler = async (_body, { messageId }) => {
      handled.push(messageId);
      return {};
    };
    const running: Worker = worker(pending, handle, () => {
      running.stop();
      return new Promise((resolve) => setTimeout(resolve, 1_500));
    });
    await running.run();
    assert.deepEqual({ handled, deleted: pending.deleted }, { handled: ["a1"], deleted: ["a1"] });
    assert.deepEqual(pending.handedBack, [["a2", 0]]);
  });
});

describe("a FIFO queue with a group that failed", () => {
  it("is asked for one message at a time, and for ten before that", async () => {
    const pending = new FifoQueue([message("a1", "a")]);
    const running = worker(
      pending,
      () => Promise.reject(new Error("not yet")),
      async () => undefined,
    );
    const receive = pending.receive.bind(pending);
    // The second receive starts while the first message is worked on; the third after it has failed.
    pending.receive = async (most, signal) => {
      if (pending.asked.length !== 1) return receive(most, signal);
      pending.asked.push(most);
      while (pending.handedBack.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      return [];
    };
    const run = running.run();
    while (pending.asked.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    running.stop();
    await run;
    assert.equal(pending.asked[0], 10);
    assert.equal(pending.asked[2], 1);
  });
});
