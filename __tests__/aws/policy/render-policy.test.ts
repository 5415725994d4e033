import { policySize, renderPolicy } from "../../../aws/policy/render-policy";
import type { Statement } from "../../../aws/policy/statement";

const statements = (input: readonly Statement[]) => JSON.parse(renderPolicy(input)).Statement;

describe("a policy document", () => {
  it("has its members in IAM's order, and its lists sorted and without repetitions", () => {
    const policy = renderPolicy([
      {
        sid: "Read",
        actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ReceiveMessage"],
        resources: ["arn:b", "arn:a"],
        conditions: { StringEquals: { "aws:b": "2", "aws:a": ["y", "x"] } },
      },
    ]);
    expect(policy).toBe(
      '{"Version":"2012-10-17","Statement":[{"Sid":"Read","Effect":"Allow","Action":["sqs:DeleteMessage","sqs:ReceiveMessage"],' +
        '"Resource":["arn:a","arn:b"],"Condition":{"StringEquals":{"aws:a":["x","y"],"aws:b":["2"]}}}]}',
    );
  });

  it("is the same whatever the order of its statements", () => {
    const input: Statement[] = [
      { sid: "B", actions: ["b:1"], resources: ["arn:b"] },
      { sid: "A", actions: ["a:2"], resources: ["arn:a"] },
      { sid: "A", actions: ["a:1"], resources: ["arn:a"] },
    ];
    expect(renderPolicy([...input].reverse())).toBe(renderPolicy(input));
  });

  it("unites statements of one Sid that differ in resources only", () => {
    const input = ["arn:b", "arn:a"].map((arn) => ({ sid: "Use", actions: ["a:1"], resources: [arn] }));
    expect(statements(input)).toEqual([{ Sid: "Use", Effect: "Allow", Action: ["a:1"], Resource: ["arn:a", "arn:b"] }]);
  });

  it("unites statements of one Sid that differ in actions only", () => {
    const input = ["a:2", "a:1"].map((action) => ({ sid: "Use", actions: [action], resources: ["arn:a"] }));
    expect(statements(input)).toEqual([{ Sid: "Use", Effect: "Allow", Action: ["a:1", "a:2"], Resource: ["arn:a"] }]);
  });

  it("unites statements of one Sid that differ in the values of one condition", () => {
    const input = ["arn:p2", "arn:p1"].map((arn) => ({
      sid: "Decrypt",
      actions: ["kms:Decrypt"],
      resources: ["arn:key"],
      conditions: { StringEquals: { "kms:EncryptionContext:PARAMETER_ARN": arn, "kms:ViaService": "ssm" } },
    }));
    expect(statements(input)[0].Condition.StringEquals["kms:EncryptionContext:PARAMETER_ARN"]).toEqual([
      "arn:p1",
      "arn:p2",
    ]);
    expect(statements(input)).toHaveLength(1);
  });

  it("keeps apart what would allow more together: actions and resources both differ", () => {
    const input = [
      { sid: "Use", actions: ["a:1"], resources: ["arn:a"] },
      { sid: "Use", actions: ["a:2"], resources: ["arn:b"] },
    ];
    expect(statements(input).map(({ Sid }: { Sid: string }) => Sid)).toEqual(["Use", "Use2"]);
  });

  it.each(["StringNotEquals", "ForAllValues:StringEquals", "StringNotLike", "NumericLessThan"])(
    "keeps apart statements that differ in %s, where two values together mean something else",
    (operator) => {
      const input = ["a", "b"].map((value) => ({
        sid: "Use",
        actions: ["a:1"],
        resources: ["arn:a"],
        conditions: { [operator]: { "aws:key": value } },
      }));
      expect(statements(input)).toHaveLength(2);
    },
  );

  it("keeps apart statements of different Sids, effects and principals", () => {
    const one = { sid: "A", actions: ["a:1"], resources: ["arn:a"] };
    const input: Statement[] = [one, { ...one, sid: "B" }, { ...one, effect: "Deny" }, { ...one, principal: "*" }];
    expect(statements(input)).toHaveLength(4);
  });

  it("numbers a repeated Sid around one that somebody chose", () => {
    const input = [
      { sid: "Use", actions: ["a:1"], resources: ["arn:a"] },
      { sid: "Use", actions: ["a:2"], resources: ["arn:b"] },
      { sid: "Use2", actions: ["a:3"], resources: ["arn:c"] },
    ];
    expect(statements(input).map(({ Sid }: { Sid: string }) => Sid)).toEqual(["Use", "Use3", "Use2"]);
  });

  it("counts its size as IAM does, without white space", () => {
    expect(policySize('{ "a": "b c" }\n')).toBe('{"a":"bc"}'.length);
  });
});
