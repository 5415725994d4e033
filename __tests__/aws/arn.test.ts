import { formatArn, parseArn, roleArn, s3Arn } from "../../aws/arn";
import { dnsSuffixOf, partitionOf } from "../../aws/partition";

const HERE = { partition: "aws", region: "eu-west-1", account: "000000000000" };

describe("an ARN", () => {
  it.each([
    [formatArn({ ...HERE, service: "sqs", resource: "work" }), "arn:aws:sqs:eu-west-1:000000000000:work"],
    [roleArn(HERE, "task"), "arn:aws:iam::000000000000:role/task"],
    [roleArn(HERE, "task", "/services/"), "arn:aws:iam::000000000000:role/services/task"],
    [s3Arn(HERE, "bucket/key"), "arn:aws:s3:::bucket/key"],
  ])("is composed: %s", (composed, expected) => {
    expect(composed).toBe(expected);
    const parts = parseArn(composed);
    expect(parts && formatArn(parts)).toBe(composed);
  });

  it.each([
    "",
    "arn",
    "arn:aws:sqs:eu-west-1:0:work",
    "arn:aws:sqs:eu-west-1:000000000000",
    "https://sqs",
    "arn:aws:sqs:eu-west-1:000000000000:a b",
  ])("is not parsed from '%s'", (text) => {
    expect(parseArn(text)).toBeUndefined();
  });
});

describe("a region", () => {
  it.each([
    ["eu-west-1", "aws", "amazonaws.com"],
    ["cn-north-1", "aws-cn", "amazonaws.com.cn"],
    ["us-gov-west-1", "aws-us-gov", "amazonaws.com"],
    ["us-iso-east-1", "aws-iso", "c2s.ic.gov"],
    ["us-isob-east-1", "aws-iso-b", "sc2s.sgov.gov"],
    ["eusc-de-east-1", "aws-eusc", "amazonaws.eu"],
  ])("%s is in the partition %s, under %s", (region, partition, dnsSuffix) => {
    expect(partitionOf(region)).toBe(partition);
    expect(dnsSuffixOf(partition)).toBe(dnsSuffix);
  });
});
