import { parsePolicy } from "../../../../aws/policy/parse-policy";
import {
  admitsStrangers,
  admitsStrangersThroughService,
  admitsWhoKnowsTheSecret,
  admittedAccounts,
  type Door,
  servicesOf,
} from "../../../../aws/policy/stranger/who-gets-in";

/** A policy variable, which is no placeholder of TypeScript's. */
const variable = (name: string) => ["$", "{", name, "}"].join("");

type Condition = Record<string, Record<string, string | string[]>>;
const OWN = "111122223333";

function grants(statements: readonly object[]) {
  const parsed = parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }));
  if (!("grants" in parsed)) throw new Error(parsed.problem);
  return parsed.grants;
}

function statement(condition: Condition, effect = "Allow", principal: unknown = "*") {
  return { Effect: effect, Principal: principal, Action: "sqs:SendMessage", Resource: "*", Condition: condition };
}

function isOpen(statements: readonly object[], door: Door = "resource") {
  const all = grants(statements);
  return all.filter(({ effect }) => effect === "Allow").some((grant) => admitsStrangers(grant, all, door));
}

const OPEN: Record<string, Condition> = {
  "no condition": {},
  "another account is left out": { StringNotEquals: { "aws:PrincipalAccount": "444455556666" } },
  "a source that need not be there": { StringEqualsIfExists: { "aws:SourceAccount": OWN } },
  "an ARN that need not be there": { ArnLikeIfExists: { "aws:PrincipalArn": `arn:aws:iam::${OWN}:role/*` } },
  "any signed request": { Null: { "aws:PrincipalArn": "false" } },
  "anonymous requests alone": { Null: { "aws:PrincipalArn": "true" } },
  "a role's name in any account": { StringLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/deploy" } },
  "accounts that begin alike": { StringLike: { "aws:PrincipalAccount": "1111*" } },
  "any bucket": { ArnLike: { "aws:SourceArn": "arn:aws:s3:*:*:*" } },
  "buckets whose names begin alike": { ArnLike: { "aws:SourceArn": "arn:aws:s3:::orders-*" } },
  "any topic": { ArnLike: { "aws:SourceArn": "arn:aws:sns:eu-west-1:*:orders" } },
  "any ARN": { StringLike: { "aws:SourceArn": "*" } },
  "both halves of the internet": { IpAddress: { "aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"] } },
  "half of the internet": { IpAddress: { "aws:SourceIp": "128.0.0.0/1" } },
  "all of IPv6": { IpAddress: { "aws:SourceIp": "::/0" } },
  "all but a private network": { NotIpAddress: { "aws:SourceIp": "10.0.0.0/8" } },
  "a session of any name's own": { StringLike: { "aws:userid": "*:session" } },
  "any organization": { StringLike: { "aws:PrincipalOrgID": "o-*" } },
  "any organization's path": { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-*/r-1/*" } },
  "no organization at all": { "ForAllValues:StringEquals": { "aws:PrincipalOrgPaths": "o-abc/*" } },
  TLS: { Bool: { "aws:SecureTransport": "true" } },
  "a tag on whoever asks": { StringEquals: { "aws:PrincipalTag/team": "orders" } },
  "a time": { DateGreaterThan: { "aws:CurrentTime": "2020-01-01T00:00:00Z" } },
  "a referer": { StringLike: { "aws:Referer": "https://example.com/*" } },
  "a region": { StringEquals: { "aws:RequestedRegion": ["eu-west-1", "eu-central-1"] } },
  "a user of that name": { StringEquals: { "aws:username": "deploy" } },
  "any network endpoint": { StringLike: { "aws:SourceVpce": "vpce-*" } },
};

const CLOSED: Record<string, Condition> = {
  "the account": { StringEquals: { "aws:PrincipalAccount": OWN } },
  "the account, which every caller has": { StringEqualsIfExists: { "aws:PrincipalAccount": OWN } },
  "the account of the resource": { StringEquals: { "aws:PrincipalAccount": variable("aws:ResourceAccount") } },
  "the organization of the resource": { StringEquals: { "aws:PrincipalOrgID": variable("aws:ResourceOrgID") } },
  "the organization": { StringEquals: { "aws:PrincipalOrgID": "o-abc" } },
  "a part of the organization": { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-abc/r-1/*" } },
  "a literal star": { StringEquals: { "aws:PrincipalOrgID": "o-*" } },
  "roles of the account": { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${OWN}:role/*` } },
  "the owner of the source": { StringEquals: { "AWS:SourceOwner": OWN } },
  "a topic": { ArnEquals: { "aws:SourceArn": `arn:aws:sns:eu-west-1:${OWN}:orders` } },
  "topics of the account": { ArnLike: { "aws:SourceArn": `arn:aws:sns:*:${OWN}:*` } },
  "a bucket": { ArnLike: { "aws:SourceArn": "arn:aws:s3:::orders" } },
  "any bucket of the account": {
    ArnLike: { "aws:SourceArn": "arn:aws:s3:::*" },
    StringEquals: { "aws:SourceAccount": OWN },
  },
  "a service of AWS's": { Bool: { "aws:PrincipalIsAWSService": "true" } },
  "one service of AWS's": { StringEquals: { "aws:PrincipalServiceName": "events.amazonaws.com" } },
  "an office": { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
  "a private network": { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } },
  "a role's sessions": { StringLike: { "aws:userid": "AROAEXAMPLE:*" } },
  "a network": { StringEquals: { "aws:SourceVpc": "vpc-0123" } },
  "callers of a key's account": {
    StringEquals: { "kms:CallerAccount": OWN, "kms:ViaService": "sqs.eu-west-1.amazonaws.com" },
  },
  "what contradicts itself": {
    Bool: { "aws:SecureTransport": "true" },
    StringEquals: { "aws:SecureTransport": "false" },
  },
};

describe("a grant to everyone", () => {
  it.each(Object.keys(OPEN))("lets a stranger in on condition of %s", (name) => {
    expect(isOpen([statement(OPEN[name] ?? {})])).toBe(true);
  });

  it.each(Object.keys(CLOSED))("keeps strangers out on condition of %s", (name) => {
    expect(isOpen([statement(CLOSED[name] ?? {})])).toBe(false);
  });

  it("is closed by a Deny of all who are not of the organization", () => {
    const deny = statement({ StringNotEquals: { "aws:PrincipalOrgID": "o-abc" } }, "Deny");
    expect(isOpen([statement({}), deny])).toBe(false);
  });

  it("stays open beside a Deny that a stranger gets around", () => {
    const deny = statement(
      { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-abc" }, Bool: { "aws:SecureTransport": "false" } },
      "Deny",
    );
    expect(isOpen([statement({}), deny])).toBe(true);
  });

  it("stays open beside a Deny of another action", () => {
    expect(isOpen([statement({}), { ...statement({}, "Deny"), Action: "sqs:ReceiveMessage" }])).toBe(true);
  });

  it("is closed by two Denies that leave no way between them", () => {
    const denies = [
      statement({ NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" } }, "Deny"),
      statement({ Bool: { "aws:SecureTransport": "false" } }, "Deny"),
    ];
    expect(isOpen([statement({}), ...denies])).toBe(false);
  });
});

describe("a trust of everyone", () => {
  it("is no trust of anonymous callers", () => {
    const condition = { ArnLikeIfExists: { "aws:PrincipalArn": `arn:aws:iam::${OWN}:role/*` } };
    expect(isOpen([{ ...statement(condition), Action: "sts:AssumeRole" }], "trust")).toBe(false);
  });

  it("with an external id is one of whoever knows it", () => {
    const all = grants([{ ...statement({ StringEquals: { "sts:ExternalId": "x" } }), Action: "sts:AssumeRole" }]);
    expect(all.map((grant) => admitsStrangers(grant, all, "trust"))).toEqual([false]);
    expect(all.map((grant) => admitsWhoKnowsTheSecret(grant, all, "trust"))).toEqual([true]);
  });
});

describe("a trust to tag sessions alone", () => {
  it("lets nobody assume the role", () => {
    expect(isOpen([{ ...statement({}), Action: "sts:TagSession" }], "trust")).toBe(false);
    expect(isOpen([{ ...statement({}), Action: ["sts:TagSession", "sts:AssumeRole"] }], "trust")).toBe(true);
  });
});

describe("the accounts a grant is to", () => {
  const of = (...statements: object[]) => {
    const all = grants(statements);
    return all.filter(({ effect }) => effect === "Allow").flatMap((grant) => admittedAccounts(grant, all, "resource"));
  };
  const partner = { AWS: "arn:aws:iam::444455556666:root" };

  it("are those of its principals", () => {
    expect(of(statement({}, "Allow", partner))).toEqual(["444455556666"]);
    expect(of(statement({}, "Allow", { AWS: "444455556666" }))).toEqual(["444455556666"]);
  });

  it("are those its conditions name", () => {
    expect(of(statement({ StringEquals: { "aws:PrincipalAccount": "444455556666" } }))).toEqual(["444455556666"]);
    expect(of(statement({ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::444455556666:role/*" } }))).toEqual([
      "444455556666",
    ]);
  });

  it("are not those that it leaves out, or that a Deny or another condition does", () => {
    expect(of(statement({ StringNotEquals: { "aws:PrincipalAccount": "444455556666" } }))).toEqual([]);
    expect(of(statement({}, "Allow", partner), statement({}, "Deny", partner))).toEqual([]);
    expect(of(statement({ StringEquals: { "aws:PrincipalAccount": OWN } }, "Allow", partner))).toEqual([]);
  });
});

describe("a grant to a service", () => {
  const service = { Service: "events.amazonaws.com" };
  const isUnbound = (...statements: object[]) => {
    const all = grants(statements);
    return all.filter(({ effect }) => effect === "Allow").some((grant) => admitsStrangersThroughService(grant, all));
  };

  it.each([
    ["no condition", {}],
    ["any source", { ArnLike: { "aws:SourceArn": "*" } }],
    ["a source in any account", { ArnLike: { "aws:SourceArn": "arn:aws:events:eu-west-1:*:rule/orders" } }],
    ["an ACL", { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } }],
  ])("is for anyone's resource with %s", (_name, condition) => {
    expect(isUnbound(statement(condition as Condition, "Allow", service))).toBe(true);
  });

  it.each([
    ["an account", { StringEquals: { "aws:SourceAccount": OWN } }],
    ["a source", { ArnLike: { "aws:SourceArn": `arn:aws:events:eu-west-1:${OWN}:rule/*` } }],
    ["an organization", { StringEquals: { "aws:SourceOrgID": "o-abc" } }],
    ["what it encrypts for", { ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:eu-west-1:${OWN}:*` } }],
  ])("is for somebody's with %s", (_name, condition) => {
    expect(isUnbound(statement(condition as Condition, "Allow", service))).toBe(false);
  });

  it("is closed by a Deny of other sources", () => {
    const deny = statement({ StringNotEquals: { "aws:SourceAccount": OWN } }, "Deny");
    expect(isUnbound(statement({}, "Allow", service), deny)).toBe(false);
  });
});

describe("the services that a grant to everyone is to", () => {
  it.each<[string, Condition, readonly string[]]>([
    ["one by its name", { StringEquals: { "aws:PrincipalServiceName": "s3.amazonaws.com" } }, ["s3.amazonaws.com"]],
    ["any that has a name", { Null: { "aws:PrincipalServiceName": "false" } }, ["every service of AWS's"]],
    ["none without a name", { Null: { "aws:PrincipalServiceName": "true" } }, []],
    ["none but one", { StringNotEquals: { "aws:PrincipalServiceName": "s3.amazonaws.com" } }, []],
    ["any", { Bool: { "aws:PrincipalIsAWSService": "true" } }, ["every service of AWS's"]],
  ])("are %s", (_which, condition, services) => {
    expect(grants([statement(condition)]).flatMap(servicesOf)).toEqual(services);
  });
});
