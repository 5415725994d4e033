import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Batcher } from "../src/batcher";

interface Numbered {
  readonly value: number;
}

describe("entries that are put into batches", () => {
  it("go out ten at a time, the rest after a moment", async () => {
    const sizes: number[] = [];
    const batcher = new Batcher<Numbered>({
      send: async (entries) => {
        sizes.push(entries.length);
        return { Successful: entries };
      },
    });
    await Promise.all(Array.from({ length: 23 }, (_each, value) => batcher.add({ value })));
    assert.deepEqual(sizes, [10, 10, 3]);
  });

  it("never weigh more together than SQS takes in one call", async () => {
    const weights: number[] = [];
    const batcher = new Batcher<Numbered>({
      send: async (entries) => {
        weights.push(entries.reduce((sum, { value }) => sum + value, 0));
        return { Successful: entries };
      },
      bytesOf: ({ value }) => value,
    });
    await Promise.all([100_000, 100_000, 100_000, 262_144, 1].map((value) => batcher.add({ value })));
    assert.deepEqual(weights, [200_000, 100_000, 262_144, 1]);
  });

  it("are sent again alone when SQS took the others", async () => {
    const calls: number[][] = [];
    const batcher = new Batcher<Numbered>({
      send: async (entries) => {
        calls.push(entries.map(({ value }) => value));
        const [first, ...others] = entries;
        if (calls.length > 1) return { Successful: entries };
        return { Successful: others, Failed: [{ Id: first?.Id, Code: "InternalError", SenderFault: false }] };
      },
    });
    await Promise.all([1, 2, 3].map((value) => batcher.add({ value })));
    assert.deepEqual(calls, [[1, 2, 3], [1]]);
  });

  it("are refused at once when SQS says that the sender is at fault, and the others are not", async () => {
    const batcher = new Batcher<Numbered>({
      send: async ([first, ...others]) => ({
        Successful: others,
        Failed: [{ Id: first?.Id, Code: "InvalidMessageContents", Message: "no such character", SenderFault: true }],
      }),
    });
    const settled = await Promise.allSettled([1, 2].map((value) => batcher.add({ value })));
    assert.deepEqual(
      settled.map(({ status }) => status),
      ["rejected", "fulfilled"],
    );
    await assert.rejects(batcher.add({ value: 3 }), /^Error: InvalidMessageContents: no such character$/);
  });

  it("do not count as taken when SQS does not mention them", async () => {
    let calls = 0;
    const batcher = new Batcher<Numbered>({
      send: async (entries) => {
        calls += 1;
        return calls === 1 ? {} : { Successful: entries };
      },
    });
    await batcher.add({ value: 1 });
    assert.equal(calls, 2);
  });
});
