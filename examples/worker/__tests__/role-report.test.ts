import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { roleReport } from "../local/role-report";
import { synthesizedStack } from "../local/synthesized-stack";

const stack = synthesizedStack("dev");

describe("what the worker did, by its task role's policy", () => {
  it("counts batch calls under the action that authorises them", () => {
    const calls = new Map([
      ["SendMessageBatch dev-confirmed-queue", 3],
      ["SendMessage dev-confirmed-queue", 1],
    ]);
    const { used } = roleReport(stack, calls);
    assert.deepEqual(used, [{ action: "sqs:SendMessage", queueName: "dev-confirmed-queue", calls: 4, allowed: true }]);
  });

  it("says what was granted and never used", () => {
    const { unused } = roleReport(stack, new Map([["ReceiveMessage dev-pending-queue", 1]]));
    const named = unused.map(({ action, resource }) => `${action} ${resource.replace(/.*:/, "")}`);
    assert.ok(named.includes("sqs:GetQueueUrl dev-pending-queue"));
    assert.ok(!named.includes("sqs:ReceiveMessage dev-pending-queue"));
  });

  it("finds an action that the policy lacks", () => {
    const Statement = stack.taskRolePolicy.Statement.map((statement) => ({
      ...statement,
      Action: statement.Action.filter((action) => action !== "sqs:DeleteMessage"),
    }));
    const lacking = { ...stack, taskRolePolicy: { ...stack.taskRolePolicy, Statement } };
    const { used } = roleReport(lacking, new Map([["DeleteMessageBatch dev-pending-queue", 1]]));
    assert.deepEqual(
      used.map(({ allowed }) => allowed),
      [false],
    );
  });

  it("finds an action on a queue that the policy does not name", () => {
    const { used } = roleReport(stack, new Map([["ReceiveMessage dev-pending-queue-dead-letter", 1]]));
    assert.deepEqual(
      used.map(({ allowed }) => allowed),
      [false],
    );
  });
});
