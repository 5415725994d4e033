import { matchesPattern, meets } from "./condition-block";

describe("a condition block", () => {
  test("is met when every key of every operator has a wanted value", () => {
    const block = { StringEquals: { "aws:SourceAccount": ["1", "2"] }, Bool: { "aws:SecureTransport": "true" } };
    expect(meets(block, { "aws:SourceAccount": "2", "aws:SecureTransport": "true" })).toBe(true);
    expect(meets(block, { "aws:SourceAccount": "3", "aws:SecureTransport": "true" })).toBe(false);
    expect(meets(block, { "aws:SourceAccount": "2", "aws:SecureTransport": "false" })).toBe(false);
  });

  test("is not met where the request lacks a key, unless the operator says IfExists", () => {
    expect(meets({ StringEquals: { "kms:ViaService": "ssm" } }, {})).toBe(false);
    expect(meets({ StringEqualsIfExists: { "kms:ViaService": "ssm" } }, {})).toBe(true);
    expect(meets({ StringEqualsIfExists: { "kms:ViaService": "ssm" } }, { "kms:ViaService": "s3" })).toBe(false);
    expect(meets({ "ForAnyValue:StringEqualsIfExists": { "kms:ResourceAliases": "alias/a" } }, {})).toBe(false);
  });

  test("does not tell keys by upper and lower case, but values", () => {
    expect(meets({ StringEquals: { "AWS:SourceAccount": "a" } }, { "aws:sourceaccount": "a" })).toBe(true);
    expect(meets({ StringEquals: { "aws:SourceAccount": "a" } }, { "aws:SourceAccount": "A" })).toBe(false);
  });

  test("takes wildcards under StringLike and ArnLike, and literally under StringEquals", () => {
    const context = { key: "secret:database-AbCdEf" };
    expect(meets({ StringLike: { key: "secret:database-??????" } }, context)).toBe(true);
    expect(meets({ StringLike: { key: "secret:database-?????" } }, context)).toBe(false);
    expect(meets({ StringEquals: { key: "secret:database-??????" } }, context)).toBe(false);
  });

  test("matches an ARN part by part", () => {
    const source = { "aws:SourceArn": "arn:aws:ecs:eu-west-1:000000000000:task/my-cluster/1" };
    expect(meets({ ArnLike: { "aws:SourceArn": "arn:aws:ecs:eu-west-1:000000000000:*" } }, source)).toBe(true);
    expect(meets({ ArnLike: { "aws:SourceArn": "arn:aws:ecs:*:000000000000:task/*" } }, source)).toBe(true);
    expect(meets({ ArnLike: { "aws:SourceArn": "arn:aws:ecs:*:task/*" } }, source)).toBe(false);
    expect(meets({ ArnLike: { "aws:SourceArn": "arn:aws:ecs:eu-west-1:111111111111:*" } }, source)).toBe(false);
  });

  test("is met under ForAnyValue by one of the request's values", () => {
    const block = { "ForAnyValue:StringEquals": { "kms:ResourceAliases": ["alias/a"] } };
    expect(meets(block, { "kms:ResourceAliases": ["alias/b", "alias/a"] })).toBe(true);
    expect(meets(block, { "kms:ResourceAliases": ["alias/b"] })).toBe(false);
    expect(meets(block, { "kms:ResourceAliases": [] })).toBe(false);
  });

  test("is never guessed: an unknown operator, a policy variable and a surplus value are errors", () => {
    expect(() => meets({ NumericLessThan: { "s3:max-keys": "10" } }, {})).toThrow("NumericLessThan is not known here");
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable of IAM
    expect(() => meets({ StringLike: { key: "${aws:username}" } }, { key: "x" })).toThrow("policy variables");
    expect(() => meets({ StringEquals: { key: "a" } }, { key: ["a", "b"] })).toThrow("takes one value");
  });
});

describe("a pattern", () => {
  test("gives no character but * and ? a meaning", () => {
    expect(matchesPattern("ssm.eu-west-1.amazonaws.com", "ssm.eu-west-1.amazonaws.com")).toBe(true);
    expect(matchesPattern("ssmXeu-west-1", "ssm.eu-west-1")).toBe(false);
    expect(matchesPattern("a+b(c)[d]", "a+b(c)[d]")).toBe(true);
    expect(matchesPattern("anything at all", "*")).toBe(true);
    expect(matchesPattern("", "?")).toBe(false);
  });
});
