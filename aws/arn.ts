/** Where something lives: what an ARN needs beside the service and the resource. */
export interface Location {
  /** `aws`, `aws-cn`, `aws-us-gov`, … */
  readonly partition: string;
  /** For example `eu-west-1`. */
  readonly region: string;
  /** The 12 digits of the account. */
  readonly account: string;
}

/** The parts of an ARN, `arn:<partition>:<service>:<region>:<account>:<resource>`. */
export interface ArnParts extends Location {
  readonly service: string;
  /** Everything after the fifth colon, `role/my-role` for example. */
  readonly resource: string;
}

/** Composes an ARN: the one place that knows their form. Region and account are empty where the service has none. */
export function formatArn(parts: ArnParts): string {
  return `arn:${parts.partition}:${parts.service}:${parts.region}:${parts.account}:${parts.resource}`;
}

/** The parts of an ARN, or undefined where the text is no ARN. */
export function parseArn(text: string): ArnParts | undefined {
  const match = /^arn:(aws[a-z-]*):([a-z0-9-]+):([a-z0-9-]*):(\d{12}|aws|):(\S+)$/.exec(text);
  if (!match) return undefined;
  const [, partition = "", service = "", region = "", account = "", resource = ""] = match;
  return { partition, service, region, account, resource };
}

/** An IAM role's ARN: IAM is global, so it has no region. `path` starts and ends with a slash. */
export function roleArn(location: Location, roleName: string, path = "/"): string {
  return formatArn({ ...location, service: "iam", region: "", resource: `role${path}${roleName}` });
}

/** An S3 bucket's or object's ARN, which has neither region nor account. */
export function s3Arn(location: Location, resource: string): string {
  return formatArn({ ...location, service: "s3", region: "", account: "", resource });
}
