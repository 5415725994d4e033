import { Token } from "cdktf";
import { parseArn } from "../../aws/arn";
import { problem } from "../../aws/messages";
import { isBucketName, parseS3Object } from "../../aws/s3-object";
import type { Rule } from "../validation/rules";

/** The ARN of an S3 object whose key matches a pattern. */
export function s3ObjectRule(partition: string, key: RegExp, keyInWords = ""): Rule {
  return (value, at) => {
    const object = typeof value === "string" ? parseS3Object(value) : undefined;
    const named = object && (Token.isUnresolved(object.bucketName) || isBucketName(object.bucketName));
    if (named && key.test(object.key) && parseArn(object.arn)?.partition === partition) return [];
    const isAccessPoint = /:accesspoint\//.test(String(value));
    const remedy = isAccessPoint ? "ECS fetches files from buckets, not through access points" : "";
    return [
      problem(at, `be the ARN of an S3 object, arn:${partition}:s3:::<bucket>/<key>${keyInWords}`, value, remedy),
    ];
  };
}
