import { Token } from "cdktf";
import { formatArn, type Location, s3Arn } from "../../aws/arn";
import { keyStatement } from "../../aws/kms";
import type { AllowedStatement } from "../../aws/policy/allowed-statement";
import { matching, type Rule, required } from "../validation/rules";
import { type KmsKey, keyRule } from "./kms-key";

/** Where the role is that is given access. */
export type AccessLocation = Location & {
  /** The domain of the partition's endpoints, `amazonaws.com` for most. */
  readonly dnsSuffix: string;
};

/** What is allowed in a place, and what is wrong with the names it is allowed on. */
export interface LocatedStatements {
  /** The statements; none where a name is wrong. */
  readonly statements: readonly AllowedStatement[];
  /** What is wrong with the names, in the words of the error that synthesis ends with. */
  readonly problems: readonly string[];
}

/**
 * What applications commonly need, a line each; `Role.allow` takes it under a name. Anything else is written out:
 * `role.allow("ReadFeed", { actions: […], resources: […] })`.
 *
 * Names are of the role's own account and region; where a function says so, an ARN names another. A name must be known
 * when the stack is synthesized, and has no wildcard: what stands for more than one thing is written out, with a reason.
 */
export type Access = (location: AccessLocation) => LocatedStatements;

const named = (pattern: RegExp, must: string): Rule => {
  const check = required(matching(pattern, must));
  return (value, at) => (Token.isUnresolved(value) ? unknownUntilApplied(at) : check(value, at));
};
const unknownUntilApplied = (at: string) => [
  `'${at}' must be known when the stack is synthesized: give the name itself`,
];

const bucketRule = named(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "be a bucket's name, without an ARN");
const prefixRule = named(/^[^*?\s]{0,1024}$/, "be the start of a key, without wildcards");
const tableRule = named(
  /^(arn:aws[a-z-]*:dynamodb:[a-z0-9-]+:\d{12}:table\/)?[\w.-]{3,255}$/,
  "be a table's name or ARN",
);
const topicRule = named(/^(arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:)?[\w-]{1,256}(\.fifo)?$/, "be a topic's name or ARN");
const busRule = named(
  /^(arn:aws[a-z-]*:events:[a-z0-9-]+:\d{12}:event-bus\/)?[\w./-]{1,256}$/,
  "be an event bus's name or ARN",
);
const modelRule = named(
  /^(arn:aws[a-z-]*:bedrock:\S+|(?!(us|eu|apac|global|jp|au|ca|us-gov)\.)[\w.:-]{1,256})$/,
  "be a foundation model's id, or an ARN, as of an inference profile",
);
const roleRule = named(/^arn:aws[a-z-]*:iam::\d{12}:role\/[^*?\s]+$/, "be a role's ARN");
const pathRule = named(
  /^\/?(?!arn:)[\w.-]+(\/[\w.-]+)*(\/\*?)?$/,
  "be a path of parameters, /my-service/dev/* for example",
);

/** `s3:GetObject` on the objects whose keys start with the prefix, and `s3:ListBucket` for that prefix. */
export function readObjects(bucketName: string, keyPrefix = ""): Access {
  return objects(bucketName, keyPrefix, (location) => [
    { actions: ["s3:GetObject"], resources: [s3Arn(location, `${bucketName}/${keyPrefix}*`)] },
    {
      actions: ["s3:ListBucket"],
      resources: [s3Arn(location, bucketName)],
      ...(keyPrefix !== "" && { conditions: { StringLike: { "s3:prefix": [`${keyPrefix}*`] } } }),
    },
  ]);
}

/** `s3:PutObject` and `s3:AbortMultipartUpload` on the objects whose keys start with the prefix. */
export function writeObjects(bucketName: string, keyPrefix = ""): Access {
  return objects(bucketName, keyPrefix, (location) => [
    {
      actions: ["s3:PutObject", "s3:AbortMultipartUpload"],
      resources: [s3Arn(location, `${bucketName}/${keyPrefix}*`)],
    },
  ]);
}

/** `s3:DeleteObject` on the objects whose keys start with the prefix. */
export function deleteObjects(bucketName: string, keyPrefix = ""): Access {
  return objects(bucketName, keyPrefix, (location) => [
    { actions: ["s3:DeleteObject"], resources: [s3Arn(location, `${bucketName}/${keyPrefix}*`)] },
  ]);
}

/**
 * `dynamodb:BatchGetItem`, `dynamodb:ConditionCheckItem`, `dynamodb:DescribeTable` and `dynamodb:GetItem` on the table;
 * `dynamodb:Query` and `dynamodb:Scan` on it and its indexes. By name or by ARN.
 */
export function readTable(nameOrArn: string): Access {
  return checked(tableRule(nameOrArn, "nameOrArn"), (location) => {
    const table = arnOf(nameOrArn, location, "dynamodb", "table/");
    const items = ["BatchGetItem", "ConditionCheckItem", "DescribeTable", "GetItem"];
    return [
      { actions: items.map((name) => `dynamodb:${name}`), resources: [table] },
      { actions: ["dynamodb:Query", "dynamodb:Scan"], resources: [table, `${table}/index/*`] },
    ];
  });
}

/**
 * `dynamodb:BatchWriteItem`, `dynamodb:DeleteItem`, `dynamodb:PutItem` and `dynamodb:UpdateItem` on the table. By name or
 * by ARN.
 */
export function writeTable(nameOrArn: string): Access {
  const items = ["BatchWriteItem", "DeleteItem", "PutItem", "UpdateItem"];
  return checked(tableRule(nameOrArn, "nameOrArn"), (location) => [
    {
      actions: items.map((name) => `dynamodb:${name}`),
      resources: [arnOf(nameOrArn, location, "dynamodb", "table/")],
    },
  ]);
}

/** `sns:Publish` to the topic, by name or by ARN. */
export function publish(topicNameOrArn: string): Access {
  return checked(topicRule(topicNameOrArn, "topicNameOrArn"), (location) => [
    { actions: ["sns:Publish"], resources: [arnOf(topicNameOrArn, location, "sns", "")] },
  ]);
}

/** `events:PutEvents` to the event bus, by name or by ARN. */
export function putEvents(busNameOrArn = "default"): Access {
  return checked(busRule(busNameOrArn, "busNameOrArn"), (location) => [
    { actions: ["events:PutEvents"], resources: [arnOf(busNameOrArn, location, "events", "event-bus/")] },
  ]);
}

/**
 * `bedrock:InvokeModel` and `bedrock:InvokeModelWithResponseStream` on a foundation model, by its id, or on what an ARN
 * names, as an inference profile.
 */
export function invokeModel(modelIdOrArn: string): Access {
  return checked(modelRule(modelIdOrArn, "modelIdOrArn"), (location) => [
    {
      actions: ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"],
      resources: [arnOf(modelIdOrArn, { ...location, account: "" }, "bedrock", "foundation-model/")],
    },
  ]);
}

/** `sts:AssumeRole` on the role, whose trust policy must name this one. */
export function assumeRole(roleArn: string): Access {
  return checked(roleRule(roleArn, "roleArn"), () => [{ actions: ["sts:AssumeRole"], resources: [roleArn] }]);
}

/**
 * `ssm:GetParameters` on every parameter below a path, `/my-service/dev/*` for example, those of tomorrow included; with a
 * key `kms:Decrypt` with it, through SSM and for these parameters alone. For the execution role of a task whose secrets
 * are not all named here.
 */
export function fetchParameters(path: string, options: { readonly key?: KmsKey } = {}): Access {
  return (location) => {
    const problems = [...pathRule(path, "path"), ...keyRule(location.region)(options.key, "key")];
    if (problems.length > 0) return { statements: [], problems };
    const folder = path.replace(/^\//, "").replace(/\/?\*?$/, "");
    const arn = formatArn({ ...location, service: "ssm", resource: `parameter/${folder}/*` });
    const fetch = { actions: ["ssm:GetParameters"], resources: [arn] };
    return { statements: [fetch, ...decryptParameters(arn, options.key, location)], problems };
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
    encryptionContext: { key: "PARAMETER_ARN", values: [arn] },
  });
  return [{ actions, resources, conditions }];
}

type StatementsIn = (location: AccessLocation) => readonly AllowedStatement[];

function objects(bucketName: string, keyPrefix: string, statements: StatementsIn): Access {
  return checked([...bucketRule(bucketName, "bucketName"), ...prefixRule(keyPrefix, "keyPrefix")], statements);
}

/** Nothing is allowed on a name that is none. */
function checked(problems: readonly string[], statements: StatementsIn): Access {
  return (location) => ({ problems, statements: problems.length > 0 ? [] : statements(location) });
}

function arnOf(nameOrArn: string, location: Location, service: string, kind: string): string {
  return nameOrArn.startsWith("arn:")
    ? nameOrArn
    : formatArn({ ...location, service, resource: `${kind}${nameOrArn}` });
}
