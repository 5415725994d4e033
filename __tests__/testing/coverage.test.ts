import { coverage, coverageReport } from "../../testing/coverage";
import { matchers } from "../../testing/matchers";
import { serviceStack } from "../evaluation/service-definition";

expect.extend(matchers);

const resource = "arn:aws:sqs:eu-west-1:000000000000:orders";
const stackOf = () =>
  serviceStack({ family: "orders", queues: { work: { queueName: "orders" } }, grants: { work: ["grantSend"] } });

describe("the coverage of a stack's statements", () => {
  it("tells of every statement where nothing is asserted, with lines to paste", () => {
    const stack = stackOf();
    const { statements, changes, unnoticed } = coverage(stack);
    expect(statements).toBe(1);
    expect(unnoticed).toHaveLength(changes);
    const report = coverageReport(stack);
    expect(report).toContain(
      `expect(stack).toAllow({"role":"task","action":"sqs:SendMessage","resource":"${resource}"});`,
    );
    expect(report).toContain("expect(stack).not.toAllow(");
    expect(report).toContain(`resource ${resource} to *`);
  });

  it("is whole once the lines are pasted", () => {
    const stack = stackOf();
    for (const { kind, request } of coverage(stack).unnoticed) {
      if (request === undefined) throw new Error("there is no request to assert");
      if (kind === "needed") expect(stack).toAllow(request);
      else expect(stack).not.toAllow(request);
    }
    expect(coverage(stack).unnoticed).toEqual([]);
    expect(coverageReport(stack)).toMatch(/^1 statements, (\d+) changes to them, \1 noticed by a test$/);
  });

  it("counts what may be granted at most as an assertion too", () => {
    const stack = stackOf();
    const action = ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"];
    expect(stack).toAllowOnly([{ action, resource: "aws_sqs_queue.work" }], { role: "task" });
    expect(coverage(stack).unnoticed.filter(({ kind }) => kind === "widened")).toEqual([]);
  });
});
