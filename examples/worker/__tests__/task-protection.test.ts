import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { type AgentBehaviour, AgentEndpoint } from "../local/agent-endpoint";
import { TaskProtection } from "../src/task-protection";
import { laptopUnderTest, sendOrders, until, untilSettled } from "./under-test";

const QUICK = { idleMilliseconds: 300, retryMilliseconds: 200, extendMilliseconds: 200 };
/** Longer than any of these times, on a busy machine too. */
const A_WHILE = 1_500;

/** A protection whose times are short, the agent it asks, and what it logs. */
async function protectionUnderTest(test: TestContext, behaviour: AgentBehaviour = "grant") {
  const agent = await AgentEndpoint.start();
  test.after(() => agent.stop());
  agent.behaviour = behaviour;
  const warnings: string[] = [];
  const log = {
    warn: ({ reason }: { reason: string }, message: string) => warnings.push(`${reason}: ${message}`),
    debug: () => undefined,
  } as unknown as Logger;
  return { agent, warnings, protection: new TaskProtection({ agentUri: agent.uri, log, ...QUICK }) };
}

/** Waits until something is so. */
async function eventually(so: () => boolean, what: string): Promise<void> {
  for (let waits = 0; waits < 500; waits += 1) {
    if (so()) return;
    await sleep(20);
  }
  assert.fail(`never: ${what}`);
}

describe("the task's protection", () => {
  it("is asked for at the first message and not at the next ones", async (test) => {
    const { agent, protection } = await protectionUnderTest(test);
    for (let message = 0; message < 100; message += 1) protection.start();
    await eventually(() => agent.isProtected, "it is protected");
    assert.deepEqual(
      agent.calls.map(({ enabled, expiresInMinutes }) => ({ enabled, expiresInMinutes })),
      [{ enabled: true, expiresInMinutes: 10 }],
    );
  });

  it("is extended while work goes on", async (test) => {
    const { agent, protection } = await protectionUnderTest(test);
    protection.start();
    await eventually(() => agent.calls.length >= 3, "it is extended twice");
    assert.ok(agent.calls.every(({ enabled }) => enabled));
  });

  it("is given back when idle, once", async (test) => {
    const { agent, protection } = await protectionUnderTest(test);
    protection.start();
    await eventually(() => agent.isProtected, "it is protected");
    protection.idle();
    await eventually(() => !agent.isProtected, "it is given back");
    await sleep(A_WHILE);
    assert.equal(agent.calls.filter(({ enabled }) => !enabled).length, 1);
  });

  it("stays through pauses between messages", async (test) => {
    const { agent, protection } = await protectionUnderTest(test);
    for (let turn = 0; turn < 30; turn += 1) {
      protection.start();
      await sleep(10);
      protection.idle();
    }
    assert.ok(agent.calls.every(({ enabled }) => enabled));
  });

  it("is taken up again by work that comes after it was given back", async (test) => {
    const { agent, protection } = await protectionUnderTest(test);
    for (let turn = 0; turn < 2; turn += 1) {
      protection.start();
      await eventually(() => agent.isProtected, "it is protected");
      protection.idle();
      await eventually(() => !agent.isProtected, "it is given back");
    }
  });

  it("is silent without an agent", () => {
    const log = { warn: () => assert.fail("nothing may be said") } as unknown as Logger;
    const protection = new TaskProtection({ agentUri: undefined, log, ...QUICK });
    protection.start();
    protection.idle();
  });

  for (const [behaviour, told] of [
    ["deny", "AccessDeniedException: not protected from scaling in"],
    ["block", "DEPLOYMENT_BLOCKED: not protected from scaling in"],
    ["nonsense", "SyntaxError: not protected from scaling in"],
    ["away", "TypeError: not protected from scaling in"],
  ] as const) {
    it(`goes on asking when the agent's answer is ${behaviour}, and says so once`, async (test) => {
      const { agent, warnings, protection } = await protectionUnderTest(test, behaviour);
      protection.start();
      await sleep(A_WHILE);
      assert.deepEqual(warnings, [told]);
      agent.behaviour = "grant";
      await eventually(() => agent.isProtected, "it is protected");
    });
  }

  it("gives up a call that is not answered, and asks again", async (test) => {
    const { agent, warnings, protection } = await protectionUnderTest(test, "slow");
    protection.start();
    await eventually(() => warnings.length > 0, "it gives up");
    assert.deepEqual(warnings, ["TimeoutError: not protected from scaling in"]);
    agent.behaviour = "grant";
    await eventually(() => agent.isProtected, "it is protected");
  });

  it("is asked for no more often when work comes and goes", async (test) => {
    const { agent, protection } = await protectionUnderTest(test, "deny");
    const started = Date.now();
    for (let turn = 0; turn < 50; turn += 1) {
      protection.start();
      await sleep(4);
      protection.idle();
    }
    const most = 1 + (Date.now() - started) / QUICK.retryMilliseconds;
    assert.ok(agent.calls.length <= most, `there were ${agent.calls.length} calls`);
  });

  it("is asked for once, and never again, where the task belongs to no service", async (test) => {
    const { agent, warnings, protection } = await protectionUnderTest(test, "stand alone");
    protection.start();
    await sleep(A_WHILE);
    assert.equal(agent.calls.length, 1);
    assert.deepEqual(warnings, ["TASK_NOT_VALID: not protected from scaling in: the task belongs to no service"]);
  });
});

describe("no message is lost", () => {
  for (const behaviour of ["grant", "deny", "block", "stand alone", "slow", "nonsense", "away"] as const) {
    it(`when the agent's answer is ${behaviour}, which is asked for now and then and not for each`, async (test) => {
      const laptop = await laptopUnderTest(test);
      laptop.agent.behaviour = behaviour;
      const tally = await sendOrders(laptop, 200, { milliseconds: 10 });
      const worker = await laptop.startWorker();
      const started = Date.now();
      await untilSettled(laptop, tally);
      assert.deepEqual(
        { missing: tally.missing, dead: tally.dead, duplicated: tally.duplicated },
        { missing: 0, dead: 0, duplicated: 0 },
      );
      assert.ok(laptop.agent.calls.length <= 1 + (Date.now() - started) / 5_000, "it is not asked for each message");
      assert.ok(worker.log.filter(({ msg }) => msg.includes("protected from scaling in")).length <= 1);
      assert.equal(await worker.stop(), 0);
    });
  }

  it("when the task is told to stop although it works, since its deployment went on", async (test) => {
    const laptop = await laptopUnderTest(test);
    laptop.agent.behaviour = "block";
    const tally = await sendOrders(laptop, 100, { milliseconds: 200 });
    const first = await laptop.startWorker();
    await until(tally, () => tally.confirmed > 20);
    assert.equal(await first.stop(), 0);
    await laptop.startWorker();
    await untilSettled(laptop, tally);
    assert.deepEqual({ missing: tally.missing, duplicated: tally.duplicated }, { missing: 0, duplicated: 0 });
  });

  it("when there is no agent, and nothing is said of it", async (test) => {
    const laptop = await laptopUnderTest(test);
    const tally = await sendOrders(laptop, 50);
    const worker = await laptop.startWorker({ ECS_AGENT_URI: "" });
    await untilSettled(laptop, tally);
    assert.equal(laptop.agent.calls.length, 0);
    assert.ok(!worker.log.some(({ msg }) => msg.includes("protect")));
  });
});
