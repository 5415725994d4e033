import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Message } from "../src/message";
import { inSequence, TroubledGroups } from "../src/message-groups";

function message(messageId: string, groupId?: string): Message {
  return { messageId, receiptHandle: `handle-${messageId}`, body: "{}", receiveCount: 1, groupId };
}

describe("messages received together", () => {
  const messages = [message("1", "a"), message("2", "b"), message("3", "a")];

  it("follow one another within their group on a FIFO queue", () => {
    const ids = inSequence(messages, true).map((sequence) => sequence.map(({ messageId }) => messageId));
    assert.deepEqual(ids, [["1", "3"], ["2"]]);
  });

  it("stand alone elsewhere, even where they have a group for fairness", () => {
    const ids = inSequence(messages, false).map((sequence) => sequence.map(({ messageId }) => messageId));
    assert.deepEqual(ids, [["1"], ["2"], ["3"]]);
  });
});

describe("troubled groups", () => {
  it("are those with a failure until one of their messages succeeds", () => {
    const troubled = new TroubledGroups();
    assert.equal(troubled.any, false);
    troubled.failed(message("1", "a"));
    troubled.succeeded(message("2", "b"));
    assert.equal(troubled.any, true);
    troubled.succeeded(message("1", "a"));
    assert.equal(troubled.any, false);
  });

  it("are forgotten when nothing more is heard of them", () => {
    let now = 0;
    const troubled = new TroubledGroups(() => now);
    troubled.failed(message("1", "a"));
    now = 16 * 60 * 1_000;
    assert.equal(troubled.any, false);
  });

  it("do not include messages without a group", () => {
    const troubled = new TroubledGroups();
    troubled.failed(message("1"));
    assert.equal(troubled.any, false);
  });
});
