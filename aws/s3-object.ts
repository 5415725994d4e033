import { parseArn } from "./arn";

/** An object of S3's, by its ARN. */
export interface S3Object {
  readonly arn: string;
  readonly bucketArn: string;
  readonly bucketName: string;
  readonly key: string;
}

/**
 * A bucket's name: 3 to 63 lower-case letters, digits, dots and hyphens, no two dots together, no IP address, none of the
 * beginnings and ends that AWS keeps for itself. Source: S3 user guide, general purpose bucket naming rules.
 */
export function isBucketName(name: string): boolean {
  return (
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) &&
    !/\.\./.test(name) &&
    !/^\d+\.\d+\.\d+\.\d+$/.test(name) &&
    !/^(?:xn--|sthree-|amzn-s3-demo-)/.test(name) &&
    !/(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(name)
  );
}

/** The object an ARN names, or undefined: one of a bucket's, not of an access point's, and no pattern. */
export function parseS3Object(arn: string): S3Object | undefined {
  const parts = parseArn(arn);
  if (parts?.service !== "s3" || parts.region !== "" || parts.account !== "") return undefined;
  const slash = parts.resource.indexOf("/");
  const [bucketName, key] = [parts.resource.slice(0, slash), parts.resource.slice(slash + 1)];
  if (slash < 1 || key === "" || /[*?]/.test(parts.resource)) return undefined;
  return { arn, bucketArn: arn.slice(0, arn.length - key.length - 1), bucketName, key };
}
