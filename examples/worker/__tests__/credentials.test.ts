import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
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

  it("is seen when it signs with a key of its own, and when it goes on with one that is over", async (test) => {
    const laptop = await laptopUnderTest(test, { rotateEverySeconds: 1 });
    const answer = (await (await fetch(laptop.credentials.uri)).json()) as Record<string, string>;
    const { AccessKeyId = "", SecretAccessKey = "", Token } = answer;
    const receive = async (accessKeyId: string, secretAccessKey: string, sessionToken = Token) => {
      const credentials = { accessKeyId, secretAccessKey, sessionToken };
      const client = new SQSClient({ region: "eu-west-1", endpoint: laptop.sqs.url, credentials, maxAttempts: 1 });
      const request = { QueueUrl: laptop.sqs.queueUrl(PENDING), WaitTimeSeconds: 0 };
      return client.send(new ReceiveMessageCommand(request)).then(
        () => "received",
        (error: Error) => error.name,
      );
    };
    assert.equal(await receive(AccessKeyId, SecretAccessKey), "received");
    assert.equal(await receive("AKIDOTHER", SecretAccessKey), "InvalidClientTokenId");
    assert.equal(await receive(AccessKeyId, "another secret"), "InvalidClientTokenId");
    assert.equal(await receive(AccessKeyId, SecretAccessKey, "another token"), "InvalidClientTokenId");
    await sleep(4_500);
    assert.equal(await receive(AccessKeyId, SecretAccessKey), "InvalidClientTokenId");
    const where = `ReceiveMessage on ${PENDING}`;
    assert.deepEqual(laptop.sqs.violations.slice(0, 3), [
      `${where} signed with AKIDOTHER, which is not the role's`,
      `${where} not signed with the secret of ${AccessKeyId}`,
      `${where} signed for another session of ${AccessKeyId}`,
    ]);
    assert.match(laptop.sqs.violations[3] ?? "", /after it was over/);
  });
});
