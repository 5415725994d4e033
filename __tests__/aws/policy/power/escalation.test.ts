import { parsePolicy } from "../../../../aws/policy/parse-policy";
import { isAdministrator } from "../../../../aws/policy/power/administrator";
import { type Holder, shortestEscalation } from "../../../../aws/policy/power/escalation";

/** A policy variable, which is no placeholder of TypeScript's. */
const variable = (name: string) => ["$", "{", name, "}"].join("");

function clauses(...statements: object[]) {
  const parsed = parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }));
  if (!("clauses" in parsed)) throw new Error(parsed.problem);
  return parsed.clauses;
}

const allow = (Action: string | string[], Resource: string | string[] = "*", Condition: object = {}) => {
  return { Effect: "Allow", Action, Resource, Condition };
};
const deny = (Action: string | string[], Resource = "*", Condition: object = {}) => {
  return { Effect: "Deny", Action, Resource, Condition };
};
const NOBODY: Holder = { policies: [] };
const ROLE = "arn:aws:iam::111122223333:role";
const PASS = (role: string, service?: string) =>
  allow("iam:PassRole", role, service ? { StringEquals: { "iam:PassedToService": service } } : {});
const DEPLOY = allow(["ecs:RegisterTaskDefinition", "ecs:UpdateService"]);

describe("an escalation", () => {
  it.each([
    ["a wildcard", ["iam:AttachRolePolicy"], [allow("iam:*")]],
    ["a wildcard of one letter", ["iam:AttachRolePolicy"], [allow("i?m:*")]],
    ["every role of the account", ["iam:PutRolePolicy"], [allow("iam:PutRolePolicy", `${ROLE}/*`)]],
    ["an ARN that ends early", ["iam:PutRolePolicy"], [allow("iam:PutRolePolicy", "arn:aws:iam:*")]],
    [
      "a second factor",
      ["iam:PutRolePolicy"],
      [allow("iam:PutRolePolicy", "*", { Bool: { "aws:MultiFactorAuthPresent": "true" } })],
    ],
    [
      "a Deny without a second factor",
      ["iam:CreateAccessKey"],
      [allow("iam:CreateAccessKey"), deny("iam:*", "*", { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } })],
    ],
    [
      "a Deny of one role",
      ["iam:PutRolePolicy"],
      [allow("iam:PutRolePolicy"), deny("iam:PutRolePolicy", `${ROLE}/admin`)],
    ],
    [
      "any role passed to ECS",
      ["iam:PassRole", "ecs:RegisterTaskDefinition", "ecs:UpdateService"],
      [PASS(`${ROLE}/*`, "ecs-tasks.amazonaws.com"), DEPLOY],
    ],
    [
      "AWS's policies in general",
      ["iam:AttachUserPolicy"],
      [allow("iam:AttachUserPolicy", "*", { ArnLike: { "iam:PolicyARN": "arn:aws:iam::aws:policy/*" } })],
    ],
    [
      "every function",
      ["lambda:UpdateFunctionCode"],
      [allow("lambda:UpdateFunctionCode", "arn:aws:lambda:eu-west-1:111122223333:function:*")],
    ],
  ])("is told by its shortest way: %s", (_name, actions, statements) => {
    expect(shortestEscalation(clauses(...statements), NOBODY)).toEqual(actions);
  });

  it.each([
    ["a named role passed to ECS", [PASS(`${ROLE}/orders-task`, "ecs-tasks.amazonaws.com"), DEPLOY]],
    ["roles of one name's beginning", [PASS(`${ROLE}/orders-*`), DEPLOY]],
    ["a role passed to another service", [PASS("*", "events.amazonaws.com"), DEPLOY]],
    ["another role's policies", [allow("iam:PutRolePolicy", `${ROLE}/other`)]],
    [
      "a harmless policy",
      [
        allow("iam:AttachRolePolicy", "*", {
          ArnEquals: { "iam:PolicyARN": "arn:aws:iam::aws:policy/ReadOnlyAccess" },
        }),
      ],
    ],
    [
      "a boundary for all it makes",
      [
        allow(["iam:PutRolePolicy", "iam:AttachRolePolicy"], "*", {
          StringEquals: { "iam:PermissionsBoundary": "arn:aws:iam::111122223333:policy/most" },
        }),
      ],
    ],
    ["tagged roles", [allow("iam:PutRolePolicy", "*", { StringEquals: { "aws:ResourceTag/team": "orders" } })]],
    [
      "one's own credentials",
      [
        allow(
          ["iam:CreateAccessKey", "iam:UpdateLoginProfile"],
          `arn:aws:iam::111122223333:user/${variable("aws:username")}`,
        ),
      ],
    ],
    ["one function", [allow("lambda:UpdateFunctionCode", "arn:aws:lambda:eu-west-1:111122223333:function:orders")]],
    [
      "a Deny",
      [
        allow("iam:*"),
        deny([
          "iam:Attach*",
          "iam:Put*",
          "iam:Create*",
          "iam:Set*",
          "iam:Update*",
          "iam:Add*",
          "iam:Delete*",
          "iam:PassRole",
        ]),
      ],
    ],
  ])("is none with %s", (_name, statements) => {
    expect(shortestEscalation(clauses(...statements), NOBODY)).toBeUndefined();
  });

  it("is one's own role's policies, and the content of a policy one has", () => {
    const holder: Holder = { itself: "role/orders", policies: ["policy/orders"] };
    expect(shortestEscalation(clauses(allow("iam:PutRolePolicy", `${ROLE}/orders`)), holder)).toEqual([
      "iam:PutRolePolicy",
    ]);
    const version = allow("iam:CreatePolicyVersion", "arn:aws:iam::111122223333:policy/orders");
    expect(shortestEscalation(clauses(version), holder)).toEqual(["iam:CreatePolicyVersion"]);
    expect(shortestEscalation(clauses(version), NOBODY)).toBeUndefined();
  });

  it("is closed by a boundary that leaves the action out", () => {
    const boundary = clauses(allow("s3:*"));
    expect(shortestEscalation(clauses(allow("iam:*")), { ...NOBODY, boundary })).toBeUndefined();
  });
});

describe("an administrator", () => {
  it.each([
    ["everything", [allow("*")]],
    ["everything but one action", [{ Effect: "Allow", NotAction: "s3:DeleteBucket", Resource: "*" }]],
    ["every ARN", [allow("*", "arn:aws:*")]],
    ["every ARN in its parts", [allow("**", "arn:aws:*:*:*:*")]],
    ["one region", [allow("*", "*", { StringEquals: { "aws:RequestedRegion": "eu-west-1" } })]],
    ["a second factor", [allow("*", "*", { Bool: { "aws:MultiFactorAuthPresent": "true" } })]],
    ["everything but one bucket", [{ Effect: "Allow", Action: "*", NotResource: "arn:aws:s3:::logs" }]],
  ])("has %s", (_name, statements) => {
    expect(isAdministrator(clauses(...statements))).toBe(true);
  });

  it.each([
    ["everything but identities", [{ Effect: "Allow", NotAction: ["iam:*", "organizations:*"], Resource: "*" }]],
    ["everything, less identities by a Deny", [allow("*"), deny("iam:*")]],
    ["everything tagged", [allow("*", "*", { StringEquals: { "aws:ResourceTag/team": "orders" } })]],
    ["one service", [allow("s3:*")]],
    ["everything of one bucket", [allow("*", "arn:aws:s3:::orders/*")]],
  ])("is nobody with %s", (_name, statements) => {
    expect(isAdministrator(clauses(...statements))).toBe(false);
  });

  it("is nobody whose boundary allows less", () => {
    expect(isAdministrator(clauses(allow("*")), clauses(allow("s3:*")))).toBe(false);
  });
});
