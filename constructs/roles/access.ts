import { formatArn } from "../../aws/arn";
import { keyStatement } from "../../aws/kms";
import type { AllowedStatement } from "../../aws/policy/allowed-statement";
import { knownText } from "../environment/known-text";
import { type KmsKey, keyRule } from "./kms-key";
import { type Access, type AccessLocation, arnOf, checked, named } from "./located-access";

export { type InvokeModelOptions, invokeModel } from "./model-access";
export { deleteObjects, type ObjectAccessOptions, readObjects, writeObjects } from "./object-access";

const tableRule = named(
  /^(arn:aws[a-z-]*:dynamodb:[a-z0-9-]+:\d{12}:table\/)?[\w.-]{3,255}$/,
  "be a table's name or ARN",
);
const topicRule = named(/^(arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:)?[\w-]{1,256}(\.fifo)?$/, "be a topic's name or ARN");
const busRule = named(
  /^(arn:aws[a-z-]*:events:[a-z0-9-]+:\d{12}:event-bus\/)?[\w./-]{1,256}$/,
  "be an event bus's name or ARN",
);
const roleRule = named(/^arn:aws[a-z-]*:iam::\d{12}:role\/[^*?\s]+$/, "be a role's ARN");
const pathRule = named(
  /^\/?(?!arn:)[\w.-]+(\/[\w.-]+)*(\/\*?)?$/,
  "be a path of parameters, /my-service/dev/* for example",
  false,
);

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

/** `sts:AssumeRole` on the role, whose trust policy must name this one. */
export function assumeRole(roleArn: string): Access {
  return checked(roleRule(roleArn, "roleArn"), () => [
    { actions: ["sts:AssumeRole"], resources: [knownText(roleArn)] },
  ]);
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
    const folder = knownText(path)
      .replace(/^\//, "")
      .replace(/\/?\*?$/, "");
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
