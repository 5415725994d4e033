import { parseArn } from "../../aws/arn";
import { problem } from "../../aws/messages";
import type { Statement } from "../../aws/policy/statement";
import type { Rule } from "../validation/rules";

/** The ARN of an S3 object whose key matches a pattern. */
export function s3ObjectRule(partition: string, key: RegExp, keyInWords = ""): Rule {
  return (value, at) => {
    const parts = parseArn(String(value));
    const [bucket = "", ...path] = (parts?.resource ?? "").split("/");
    const valid =
      parts?.service === "s3" &&
      parts.partition === partition &&
      bucket !== "" &&
      path.join("/") !== "" &&
      key.test(path.join("/")) &&
      !/[*?]/.test(parts.resource);
    return valid
      ? []
      : [problem(at, `be the ARN of an S3 object, arn:${partition}:s3:::<bucket>/<key>${keyInWords}`, value)];
  };
}

/** Lets ECS fetch one object: `s3:GetObject` on it, `s3:GetBucketLocation` on its bucket. Source: ECS developer guide, taskdef-envfiles. */
export function s3ObjectGrant(sid: string, objectArn: string): readonly Statement[] {
  const [bucketArn = ""] = String(objectArn).split("/");
  return [
    { sid, actions: ["s3:GetObject"], resources: [objectArn] },
    { sid: "S3GetBucketLocation", actions: ["s3:GetBucketLocation"], resources: [bucketArn] },
  ];
}
