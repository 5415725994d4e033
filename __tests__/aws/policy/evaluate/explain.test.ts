import { evaluate, type Request } from "../../../../aws/policy/evaluate/evaluate";
import { explain } from "../../../../aws/policy/evaluate/explain";
import type { PolicyStatement } from "../../../../aws/policy/evaluate/policy-document";

const QUEUE = "arn:aws:sqs:eu-west-1:111122223333:orders";
const request: Request = {
  principal: "arn:aws:iam::111122223333:role/app",
  action: "sqs:SendMessage",
  resource: QUEUE,
  context: { "aws:SecureTransport": "true" },
};
const send: PolicyStatement = { Sid: "Send", Effect: "Allow", Action: "sqs:SendMessage", Resource: QUEUE };

function reasonOf(statements: readonly PolicyStatement[], changes: Partial<Request> = {}): string {
  const document = { Version: "2012-10-17", Statement: statements };
  return explain(evaluate({ ...request, ...changes }, { identity: [{ name: "task role policy", document }] }).because);
}

describe("the reason of an answer", () => {
  test("names the statements that allow", () => {
    expect(reasonOf([send])).toBe("allowed by task role policy: Send");
  });

  test("names the statement that denies", () => {
    expect(reasonOf([send, { Effect: "Deny", Action: "*", Resource: "*" }])).toBe(
      "denied by task role policy: Statement[1]",
    );
  });

  test("says that no statement allows the action", () => {
    expect(reasonOf([send], { action: "sqs:DeleteQueue" })).toBe(
      "no policy of the principal allows it: no statement allows the action",
    );
  });

  test("names the nearest statement, and its resource", () => {
    expect(reasonOf([send], { resource: "arn:aws:sqs:eu-west-1:111122223333:other" })).toBe(
      `no policy of the principal allows it: task role policy: Send is nearest, and is about ${QUEUE}`,
    );
  });

  test("says which condition the nearest statement asks for, and what the request has", () => {
    const Condition = {
      StringEquals: { "aws:PrincipalTag/team": ["red", "blue"] },
      Bool: { "aws:ViaAWSService": "true" },
    };
    expect(reasonOf([{ ...send, Condition }], { context: { "aws:PrincipalTag/team": "green" } })).toBe(
      "no policy of the principal allows it: task role policy: Send is nearest, and asks for aws:PrincipalTag/team " +
        "(StringEquals 'red', 'blue'), and the request has 'green', and for aws:ViaAWSService (Bool 'true'), " +
        "and the request has no such key; not stated: aws:ViaAWSService",
    );
  });

  test("lists the keys that a Deny asked for and nobody stated", () => {
    const deny: PolicyStatement = {
      Effect: "Deny",
      Action: "*",
      Resource: "*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    };
    expect(reasonOf([send, deny], { context: {} })).toBe(
      "allowed by task role policy: Send; not stated: aws:SecureTransport",
    );
  });
});
