import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { laptopUnderTest, PENDING, sendOrders, until, untilSettled } from "./under-test";

describe("a worker that holds no keys", () => {
  it("has none in its environment", async (test) => {
    const laptop = await laptopUnderTest(test);
    const { environment } = await laptop.startWorker();
    assert.deepEqual(
      Object.keys(environment).filter((name) => /KEY|SECRET|TOKEN/.test(name)),
      [],
    );
  });

  it("signs each call with the key its role has at that time, through several rotations", async (test) => {
    const laptop = await laptopUnderTest(test, { rotateEverySeconds: 1 });
    const tally = await sendOrders(laptop, 400, { milliseconds: 250 });
    await laptop.startWorker();
    await untilSettled(laptop, tally);
    assert.deepEqual(laptop.sqs.violations, []);
    assert.equal(tally.missing, 0);
    assert.ok(laptop.credentials.keysUsed.size >= 3, `${laptop.credentials.keysUsed.size} keys were used`);
  });

  it("waits out a credentials endpoint that is away for longer than a key lives, and signs with no dead key", async (test) => {
    const laptop = await laptopUnderTest(test, { rotateEverySeconds: 1 });
    const tally = await sendOrders(laptop, 800, { milliseconds: 100 });
    const worker = await laptop.startWorker();
    await until(tally, () => tally.confirmed > 50);
    laptop.credentials.away = true;
    await sleep(5_000);
    await tally.update();
    const meanwhile = tally.confirmed;
    laptop.credentials.away = false;
    await untilSettled(laptop, tally);
    assert.ok(meanwhile < 800, "the outage must come in the middle");
    assert.deepEqual(laptop.sqs.violations, []);
    assert.deepEqual({ missing: tally.missing, dead: tally.dead }, { missing: 0, dead: 0 });
    assert.equal(await worker.stop(), 0);
  });

  it("starts when the credentials endpoint does, however late", async (test) => {
    const laptop = await laptopUnderTest(test);
    laptop.credentials.away = true;
    const tally = await sendOrders(laptop, 10);
    const worker = await laptop.startWorker();
    await until(tally, () => worker.log.some(({ msg }) => msg.startsWith("could not get the queue's settings")));
    assert.equal(await laptop.sqs.count(PENDING), 10);
    laptop.credentials.away = false;
    await untilSettled(laptop, tally);
    assert.equal(tally.missing, 0);
  });

  it("is seen when it signs with a key of its own", async (test) => {
    const laptop = await laptopUnderTest(test);
    const response = await fetch(laptop.sqs.url, {
      method: "POST",
      headers: {
        authorization: "AWS4-HMAC-SHA256 Credential=ASIAOTHERKEY/20260101/eu-west-1/sqs/aws4_request, Signature=0",
        "x-amz-target": "AmazonSQS.ReceiveMessage",
      },
      body: JSON.stringify({ QueueUrl: laptop.sqs.queueUrl(PENDING) }),
    });
    assert.equal(response.status, 403);
    assert.deepEqual(laptop.sqs.violations, [
      "ReceiveMessage on dev-pending-queue signed with ASIAOTHERKEY, which is not the role's",
    ]);
  });

  it("is seen when it goes on with a key that is over", async (test) => {
    const laptop = await laptopUnderTest(test, { rotateEverySeconds: 1 });
    const answer = await fetch(laptop.credentials.uri);
    const { AccessKeyId, Token } = (await answer.json()) as { AccessKeyId: string; Token: string };
    const headers = { authorization: `AWS4-HMAC-SHA256 Credential=${AccessKeyId}/x`, "x-amz-security-token": Token };
    assert.equal(laptop.credentials.problemOf(headers), undefined);
    await sleep(4_500);
    assert.match(laptop.credentials.problemOf(headers) ?? "", /after it was over|not the role's/);
  });
});
