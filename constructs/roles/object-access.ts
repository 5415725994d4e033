import { parseArn, s3Arn } from "../../aws/arn";
import { keyStatement } from "../../aws/kms";
import type { AllowedStatement } from "../../aws/policy/allowed-statement";
import { knownText } from "../environment/known-text";
import { type KmsKey, keyRule } from "./kms-key";
import { type Access, type AccessLocation, named } from "./located-access";

/** How the objects are encrypted. */
export interface ObjectAccessOptions {
  /**
   * The customer-managed key the objects are encrypted with.
   * @default - S3's own, or the key that AWS manages, neither of which needs a permission
   */
  readonly key?: KmsKey;
}

const BUCKET = /^([a-z0-9][a-z0-9.-]{1,61}[a-z0-9]|arn:aws[a-z-]*:s3::\d{12}:accesspoint\/[a-z0-9]{1,64}\.mrap)$/;
const bucketRule = named(BUCKET, "be a bucket's name, or the ARN of a Multi-Region Access Point", false);
const prefixRule = named(/^[^*?\s]{0,1024}$/, "be the start of a key, without wildcards", false);

/**
 * `s3:GetObject` on the objects whose keys start with the prefix, and `s3:ListBucket` for that prefix; with a key
 * `kms:Decrypt` through S3, for this bucket alone. Through a Multi-Region Access Point, by its ARN: the buckets behind it
 * are allowed by lines of their own.
 */
export function readObjects(bucketName: string, keyPrefix = "", options: ObjectAccessOptions = {}): Access {
  return objects(bucketName, keyPrefix, options, ["kms:Decrypt"], ({ bucket, objects }) => [
    { actions: ["s3:GetObject"], resources: [objects] },
    {
      actions: ["s3:ListBucket"],
      resources: [bucket],
      ...(keyPrefix !== "" && { conditions: { StringLike: { "s3:prefix": [`${knownText(keyPrefix)}*`] } } }),
    },
  ]);
}

/**
 * `s3:PutObject` and `s3:AbortMultipartUpload` on the objects whose keys start with the prefix; with a key
 * `kms:GenerateDataKey` and `kms:Decrypt` (which a multipart upload needs) through S3, for this bucket alone.
 */
export function writeObjects(bucketName: string, keyPrefix = "", options: ObjectAccessOptions = {}): Access {
  return objects(bucketName, keyPrefix, options, ["kms:Decrypt", "kms:GenerateDataKey"], (on) => [
    { actions: ["s3:PutObject", "s3:AbortMultipartUpload"], resources: [on.objects] },
  ]);
}

/** `s3:DeleteObject` on the objects whose keys start with the prefix. */
export function deleteObjects(bucketName: string, keyPrefix = ""): Access {
  return objects(bucketName, keyPrefix, {}, [], (on) => [{ actions: ["s3:DeleteObject"], resources: [on.objects] }]);
}

interface ObjectArns {
  readonly bucket: string;
  readonly objects: string;
}

function objects(
  bucketName: string,
  keyPrefix: string,
  options: ObjectAccessOptions,
  keyActions: readonly string[],
  statements: (on: ObjectArns) => readonly AllowedStatement[],
): Access {
  return (location) => {
    const problems = [
      ...bucketRule(bucketName, "bucketName"),
      ...prefixRule(keyPrefix, "keyPrefix"),
      ...keyRule(location.region)(options?.key, "key"),
    ];
    if (problems.length > 0) return { problems, statements: [] };
    const on = arnsOf(knownText(bucketName), knownText(keyPrefix), location);
    return { problems, statements: [...statements(on), ...keyStatements(on, options?.key, keyActions, location)] };
  };
}

function arnsOf(bucketName: string, keyPrefix: string, location: AccessLocation): ObjectArns {
  const isAccessPoint = parseArn(bucketName) !== undefined;
  const bucket = isAccessPoint ? bucketName : s3Arn(location, bucketName);
  return { bucket, objects: `${bucket}/${isAccessPoint ? "object/" : ""}${keyPrefix}*` };
}

/**
 * S3 binds what it encrypts to the object's ARN, or with a bucket key to the bucket's; behind an access point to that of a
 * bucket that is not known here. Source: S3 user guide, UsingKMSEncryption.
 */
function keyStatements(
  { bucket, objects: objectArns }: ObjectArns,
  key: KmsKey | undefined,
  keyActions: readonly string[],
  location: AccessLocation,
): readonly AllowedStatement[] {
  if (!key || keyActions.length === 0) return [];
  const isBucket = !bucket.includes(":accesspoint/");
  const {
    actions,
    resources = [],
    conditions,
  } = keyStatement("", keyActions, key.reference, location, {
    viaService: `s3.${location.region}.${location.dnsSuffix}`,
    ...(isBucket && { encryptionContext: { key: "aws:s3:arn", values: [bucket, objectArns] } }),
  });
  return [{ actions, resources, conditions }];
}
