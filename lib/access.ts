import type { AllowedStatement } from "./iam/allowed-statement";
import { formatArn, type Location, s3Arn } from "./iam/arn";
import { keyStatement } from "./iam/kms";
import type { KmsKey } from "./kms-key";

/** Where the role is that is given access. */
export type AccessLocation = Location & {
  /** The domain of the partition's endpoints, `amazonaws.com` for most. */
  readonly dnsSuffix: string;
};

/**
 * What applications commonly need, a line each; `Role.allow` takes it under a name. Anything else is written out:
 * `role.allow("ReadFeed", { actions: […], resources: […] })`.
 *
 * Names are of the role's own account and region; an ARN names another.
 */
export type LocatedStatements = (location: AccessLocation) => readonly AllowedStatement[];

/** `s3:GetObject` on the objects whose keys start with the prefix, and `s3:ListBucket` for that prefix. */
export function readObjects(bucketName: string, keyPrefix = ""): LocatedStatements {
  return (location) => [
    { actions: ["s3:GetObject"], resources: [s3Arn(location, `${bucketName}/${keyPrefix}*`)] },
    {
      actions: ["s3:ListBucket"],
      resources: [s3Arn(location, bucketName)],
      ...(keyPrefix !== "" && { conditions: { StringLike: { "s3:prefix": [`${keyPrefix}*`] } } }),
    },
  ];
}

/** `s3:PutObject` and `s3:AbortMultipartUpload` on the objects whose keys start with the prefix. */
export function writeObjects(bucketName: string, keyPrefix = ""): LocatedStatements {
  return objects(bucketName, keyPrefix, ["s3:PutObject", "s3:AbortMultipartUpload"]);
}

/** `s3:DeleteObject` on the objects whose keys start with the prefix. */
export function deleteObjects(bucketName: string, keyPrefix = ""): LocatedStatements {
  return objects(bucketName, keyPrefix, ["s3:DeleteObject"]);
}

/**
 * `dynamodb:BatchGetItem`, `dynamodb:ConditionCheckItem`, `dynamodb:DescribeTable` and `dynamodb:GetItem` on the table;
 * `dynamodb:Query` and `dynamodb:Scan` on it and its indexes.
 */
export function readTable(nameOrArn: string): LocatedStatements {
  return (location) => {
    const table = named(nameOrArn, location, "dynamodb", "table/");
    const items = ["BatchGetItem", "ConditionCheckItem", "DescribeTable", "GetItem"];
    return [
      { actions: items.map((name) => `dynamodb:${name}`), resources: [table] },
      { actions: ["dynamodb:Query", "dynamodb:Scan"], resources: [table, `${table}/index/*`] },
    ];
  };
}

/** `dynamodb:BatchWriteItem`, `dynamodb:DeleteItem`, `dynamodb:PutItem` and `dynamodb:UpdateItem` on the table. */
export function writeTable(nameOrArn: string): LocatedStatements {
  const items = ["BatchWriteItem", "DeleteItem", "PutItem", "UpdateItem"];
  return on(
    "dynamodb",
    "table/",
    nameOrArn,
    items.map((name) => `dynamodb:${name}`),
  );
}

/** `sns:Publish` to the topic. */
export function publish(topicNameOrArn: string): LocatedStatements {
  return on("sns", "", topicNameOrArn, ["sns:Publish"]);
}

/** `events:PutEvents` to the event bus. */
export function putEvents(busNameOrArn = "default"): LocatedStatements {
  return on("events", "event-bus/", busNameOrArn, ["events:PutEvents"]);
}

/** `bedrock:InvokeModel` and `bedrock:InvokeModelWithResponseStream` on a foundation model, by its id, or on what an ARN names. */
export function invokeModel(modelIdOrArn: string): LocatedStatements {
  return (location) => [
    {
      actions: ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"],
      resources: [named(modelIdOrArn, { ...location, account: "" }, "bedrock", "foundation-model/")],
    },
  ];
}

/** `sts:AssumeRole` on the role, whose trust policy must name this one. */
export function assumeRole(roleArn: string): LocatedStatements {
  return () => [{ actions: ["sts:AssumeRole"], resources: [roleArn] }];
}

/**
 * `ssm:GetParameters` on every parameter of a path, `/my-service/dev/*` for example, those of tomorrow included; with a
 * key `kms:Decrypt` with it, through SSM and for these parameters alone. For the execution role of a task whose secrets
 * are not all named here.
 */
export function fetchParameters(path: string, options: { readonly key?: KmsKey } = {}): LocatedStatements {
  return (location) => {
    const arn = formatArn({ ...location, service: "ssm", resource: `parameter/${path.replace(/^\//, "")}` });
    return [{ actions: ["ssm:GetParameters"], resources: [arn] }, ...decryptParameters(arn, options.key, location)];
  };
}

function decryptParameters(
  arn: string,
  key: KmsKey | undefined,
  location: AccessLocation,
): readonly AllowedStatement[] {
  if (!key) return [];
  const {
    actions,
    resources = [],
    conditions,
  } = keyStatement("", ["kms:Decrypt"], key.reference, location, {
    viaService: `ssm.${location.region}.${location.dnsSuffix}`,
    encryptionContext: { key: "PARAMETER_ARN", value: arn },
  });
  return [{ actions, resources, conditions }];
}

function objects(bucketName: string, keyPrefix: string, actions: readonly string[]): LocatedStatements {
  return (location) => [{ actions, resources: [s3Arn(location, `${bucketName}/${keyPrefix}*`)] }];
}

function on(service: string, kind: string, nameOrArn: string, actions: readonly string[]): LocatedStatements {
  return (location) => [{ actions, resources: [named(nameOrArn, location, service, kind)] }];
}

function named(nameOrArn: string, location: Location, service: string, kind: string): string {
  return nameOrArn.startsWith("arn:")
    ? nameOrArn
    : formatArn({ ...location, service, resource: `${kind}${nameOrArn}` });
}
