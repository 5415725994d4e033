import { formatArn, type Location } from "../aws/arn";

/** A call of the AWS SDK. */
export interface SdkCall {
  /** `SQS`, as the client is called. */
  readonly service: string;
  /** `SendMessageBatch`, as the command is called. */
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

interface Asked {
  readonly action: string;
  readonly resource: string;
}

/** How a service's calls are authorised: under which action, and on what. */
interface Service {
  readonly prefix: string;
  /** Operations that are authorised under another name. Source: AWS's service authorization reference. */
  readonly actions: Readonly<Record<string, string>>;
  readonly resource: (input: SdkCall["input"], location: Location) => string | undefined;
}

const SERVICES: Readonly<Record<string, Service>> = {
  SQS: {
    prefix: "sqs",
    actions: {
      SendMessageBatch: "SendMessage",
      DeleteMessageBatch: "DeleteMessage",
      ChangeMessageVisibilityBatch: "ChangeMessageVisibility",
    },
    resource: ({ QueueUrl, QueueName }, location) => {
      const name = QueueName ?? lastPart(QueueUrl);
      return typeof name === "string" ? regional(location, "sqs", name) : undefined;
    },
  },
  SNS: {
    prefix: "sns",
    actions: { PublishBatch: "Publish" },
    resource: ({ TopicArn }) => text(TopicArn),
  },
  S3: {
    prefix: "s3",
    actions: {
      HeadObject: "GetObject",
      ListObjects: "ListBucket",
      ListObjectsV2: "ListBucket",
      HeadBucket: "ListBucket",
    },
    resource: ({ Bucket, Key }, { partition }) => {
      if (typeof Bucket !== "string") return undefined;
      const resource = typeof Key === "string" ? `${Bucket}/${Key}` : Bucket;
      return formatArn({ partition, service: "s3", region: "", account: "", resource });
    },
  },
  DynamoDB: {
    prefix: "dynamodb",
    actions: {},
    resource: ({ TableName, IndexName }, location) => {
      const name = text(TableName);
      if (name === undefined) return undefined;
      const table = name.startsWith("arn:") ? name : regional(location, "dynamodb", `table/${name}`);
      return typeof IndexName === "string" ? `${table}/index/${IndexName}` : table;
    },
  },
};

/** What a call asks of AWS; undefined where that is not known here. */
export function requestedBy(
  { service, operation, input }: SdkCall,
  { account, region, partition }: Partial<Location>,
): Asked | undefined {
  const known = SERVICES[service];
  if (known === undefined || account === undefined || region === undefined || partition === undefined) return undefined;
  const resource = known.resource(input, { account, region, partition });
  return resource === undefined
    ? undefined
    : { action: `${known.prefix}:${known.actions[operation] ?? operation}`, resource };
}

function regional(location: Location, service: string, resource: string): string {
  return formatArn({ ...location, service, resource });
}

function lastPart(url: unknown): string | undefined {
  return typeof url === "string" ? url.slice(url.lastIndexOf("/") + 1) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
