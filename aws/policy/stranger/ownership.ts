import { hasWildcard } from "../pattern";

/**
 * What a condition key says of a caller: whose they are (their account, ARN, organization, network, …), or something that
 * anyone can bring about, such as TLS, a region or a tag on a role of their own.
 */
export type Ownership =
  | "account"
  | "arn"
  | "organization"
  | "path"
  | "user"
  | "network"
  | "address"
  | "secret"
  | "token"
  | "anyone";

/** Keys that tell whose a caller is. Source: S3 user guide, "The meaning of public", and IAM user guide, "Global condition keys". */
const OWNERSHIPS: Readonly<Record<string, Ownership>> = {
  "aws:principalaccount": "account",
  "aws:sourceaccount": "account",
  "aws:sourceowner": "account",
  "kms:calleraccount": "account",
  "s3:dataaccesspointaccount": "account",
  "aws:principalarn": "arn",
  "aws:sourcearn": "arn",
  "s3:dataaccesspointarn": "arn",
  "lambda:sourcefunctionarn": "arn",
  "aws:principalorgid": "organization",
  "aws:sourceorgid": "organization",
  "aws:principalorgpaths": "path",
  "aws:sourceorgpaths": "path",
  "aws:vpceorgid": "organization",
  "aws:vpceorgpaths": "path",
  "aws:vpceaccount": "account",
  "aws:userid": "user",
  "aws:sourcevpc": "network",
  "aws:sourcevpce": "network",
  "aws:sourcevpcarn": "arn",
  "aws:ec2instancesourcevpc": "network",
  "aws:sourceip": "address",
  "sts:externalid": "secret",
  "lambda:eventsourcetoken": "secret",
  "s3:x-amz-server-side-encryption-aws-kms-key-id": "secret",
};

/** What a key, in lower case, says of a caller. */
export function ownershipOf(key: string): Ownership {
  // Services that encrypt for a resource name it here, with its account: CloudWatch Logs and CloudTrail for example.
  if (key.startsWith("kms:encryptioncontext:")) return "arn";
  return OWNERSHIPS[key] ?? "anyone";
}

/** Whether a value that a policy wants can only be met by those it means, so that no stranger has it. */
export function namesSomebody(ownership: Ownership, wanted: string): boolean {
  if (ownership === "anyone") return false;
  // What is not known yet is somebody's: a queue of the plan, its account.
  if (/\$\{[^:}]*\}/.test(wanted)) return true;
  // Compared with the resource's own account or organization, whatever these are.
  if (/\$\{aws:(?:resource|principal)(?:account|orgid|orgpaths)\}/i.test(wanted)) return true;
  const pattern = wanted.replace(/\$\{[^}]*\}/g, "*");
  if (!hasWildcard(pattern)) return true;
  if (ownership === "arn") return arnNamesSomebody(pattern);
  if (ownership === "path") return !hasWildcard(pattern.split("/")[0] ?? "");
  if (ownership === "token") return true;
  if (ownership === "user") return !hasWildcard(pattern.split(":")[0] ?? "");
  return false;
}

/** By an account, or by the name of a bucket, which is one in the world. */
function arnNamesSomebody(pattern: string): boolean {
  if (/:\d{12}:/.test(pattern)) return true;
  const [, , service, , account = "", ...rest] = pattern.split(":");
  if (account !== "" && !hasWildcard(account)) return true;
  return service === "s3" && account === "" && !hasWildcard(rest.join(":").split("/")[0] ?? "*") && rest.length > 0;
}
