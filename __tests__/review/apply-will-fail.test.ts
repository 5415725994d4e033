import { change, found, plan } from "./written-plan";

const long = (length: number) => "n".repeat(length);

describe("a name that AWS does not take", () => {
  it.each([
    ["aws_iam_role.this", "name", 64],
    ["aws_iam_role_policy.this", "name", 128],
    ["aws_iam_policy.this", "name", 128],
    ["aws_iam_user.this", "name", 64],
    ["aws_iam_instance_profile.this", "name", 128],
    ["aws_sqs_queue.this", "name", 80],
    ["aws_sns_topic.this", "name", 256],
    ["aws_s3_bucket.this", "bucket", 63],
    ["aws_lambda_function.this", "function_name", 64],
    ["aws_secretsmanager_secret.this", "name", 512],
    ["aws_dynamodb_table.this", "name", 255],
    ["aws_ecr_repository.this", "name", 256],
  ])("of %s is told, and the longest that it takes is not", (address, attribute, length) => {
    const named = (name: string) => plan({ resource_changes: [change(address, null, { [attribute]: name })] });
    expect(found(named(long(length + 1)))).toContain(
      `medium apply-will-fail: ${address} has a name of ${length + 1} characters, and AWS allows ${length}: ${long(length + 1)}`,
    );
    expect(found(named(long(length))).join()).not.toContain("apply-will-fail");
  });

  it("is nothing where the resource goes, or is left as it is", () => {
    const named = { name: long(65) };
    expect(found(plan({ resource_changes: [change("aws_iam_role.this", named, null)] }))).toEqual([]);
    expect(found(plan({ resource_changes: [change("aws_iam_role.this", named, named)] }))).toEqual([]);
  });
});
