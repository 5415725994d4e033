import type { Clause } from "../../../aws/policy/clause";
import { parsePolicy } from "../../../aws/policy/parse-policy";

function clauses(...resources: readonly string[]): readonly Clause[] {
  const Statement = resources.map((Resource) => ({ Effect: "Allow", Action: "sqs:SendMessage", Resource }));
  const parsed = parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement }));
  if ("problem" in parsed) throw new Error(parsed.problem);
  return parsed.clauses;
}

describe("a clause's key", () => {
  it("is no other clause's, whatever a short name looks like", () => {
    const names = Array.from({ length: 50 }, (_, number) => `#${number}`);
    const arns = names.map((name) => `arn:aws:sqs:eu-west-1:111122223333:${name}`);
    expect(clauses(...arns, ...names)).toHaveLength(100);
  });

  it("stays equal for equal clauses, however many others were read between them", () => {
    const queue = (number: number) => `arn:aws:sqs:eu-west-1:111122223333:queue-${number}`;
    const [first] = clauses(queue(0));
    const key = first?.key;
    for (let number = 0; number < 25_000; number += 1) clauses(queue(number))[0]?.key;
    expect([clauses(queue(0))[0]?.key, clauses(queue(24_999))[0]?.key]).toEqual([key, clauses(queue(24_999))[0]?.key]);
  });
});
