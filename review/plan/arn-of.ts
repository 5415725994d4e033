import { formatArn, type Location, roleArn } from "../../aws/arn";
import type { Values } from "./plan";

/** Where the name of a resource is in its ARN. */
const FORMS: Readonly<Record<string, readonly [service: string, prefix: string]>> = {
  aws_sqs_queue: ["sqs", ""],
  aws_sns_topic: ["sns", ""],
  aws_ecr_repository: ["ecr", "repository/"],
  aws_dynamodb_table: ["dynamodb", "table/"],
  aws_kinesis_stream: ["kinesis", "stream/"],
  aws_cloudwatch_log_group: ["logs", "log-group:"],
  aws_ssm_parameter: ["ssm", "parameter"],
};

/** The ARN of a resource, where it follows from its name. */
export function arnOf(
  type: string,
  values: Values,
  { account, region, partition }: Partial<Location>,
): string | undefined {
  const { arn, name, bucket, path } = values;
  if (typeof arn === "string" && arn !== "") return arn;
  if (type === "aws_s3_bucket" && typeof (bucket ?? name) === "string")
    return formatArn({
      partition: partition ?? "aws",
      service: "s3",
      region: "",
      account: "",
      resource: String(bucket ?? name),
    });
  if (typeof name !== "string" || account === undefined || region === undefined || partition === undefined)
    return undefined;
  if (type === "aws_iam_role")
    return roleArn({ account, region, partition }, name, typeof path === "string" ? path : "/");
  const form = FORMS[type];
  return form && formatArn({ partition, service: form[0], region, account, resource: `${form[1]}${name}` });
}
