import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { SQSClient } from "@aws-sdk/client-sqs";
import { RoleUse } from "../../../testing/role-use";
import { synthesizedStack } from "../local/synthesized-stack";
import { ConfirmedQueue } from "../src/confirmed-queue";
import { PendingQueue } from "../src/pending-queue";
import { CONFIRMED, DEAD_LETTER, laptopUnderTest, PENDING } from "./under-test";

const { json } = synthesizedStack("dev");

describe("the worker's own calls, judged by its task role before they are made", () => {
  it("are granted, and what is granted beside them is told", async (test) => {
    const laptop = await laptopUnderTest(test);
    const use = new RoleUse(json);
    const client = use.watch(await clientOf(laptop));
    const pending = new PendingQueue(client, laptop.sqs.queueUrl(PENDING));
    await laptop.sqs.send(PENDING, ["{}"]);
    await pending.settings();
    const [message] = await pending.receive(1, AbortSignal.timeout(10_000));
    assert.ok(message);
    await new ConfirmedQueue(client, laptop.sqs.queueUrl(CONFIRMED)).send({}, message);
    await pending.hide(message, 30);
    await pending.delete(message);
    const unused = use.unused().map(({ action, resource }) => `${action} ${resource.replace(/.*:/, "")}`);
    assert.ok(unused.includes(`sqs:GetQueueUrl ${PENDING}`));
    assert.ok(!unused.includes(`sqs:DeleteMessage ${PENDING}`));
    assert.ok(!unused.includes(`sqs:SendMessage ${CONFIRMED}`));
  });

  it("fail where they are made once the role lacks them", async (test) => {
    const laptop = await laptopUnderTest(test);
    const client = new RoleUse(json).watch(await clientOf(laptop));
    const deadLetters = new PendingQueue(client, laptop.sqs.queueUrl(DEAD_LETTER));
    await assert.rejects(
      () => deadLetters.receive(1, AbortSignal.timeout(10_000)),
      /the task role, sqs:ReceiveMessage on .*dead-letter: no policy of the principal allows it/,
    );
    assert.equal(laptop.sqs.calls.size, 0);
  });
});

async function clientOf(laptop: Awaited<ReturnType<typeof laptopUnderTest>>): Promise<SQSClient> {
  const answer = (await (await fetch(laptop.credentials.uri)).json()) as Record<string, string>;
  const { AccessKeyId = "", SecretAccessKey = "", Token } = answer;
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: Token };
  return new SQSClient({ region: "eu-west-1", endpoint: laptop.sqs.url, credentials, maxAttempts: 1 });
}
