import { type ArnParts, formatArn, roleArn } from "../../aws/arn";
import type { Place } from "./place";

type Attribute = (name: string, place: Place, input: (argument: string) => string | undefined) => string;

/** What a type of resource is named by, and which of its attributes follow from the name and the place. */
interface NamedType {
  readonly argument: string;
  readonly attributes: Readonly<Record<string, Attribute>>;
}

const itself: Attribute = (name) => name;

function arn(service: string, resource: (name: string) => string, parts: Partial<ArnParts> = {}): Attribute {
  return (name, { partition, region, account }) =>
    formatArn({ partition, region, account, service, resource: resource(name), ...parts });
}

const sqsUrl: Attribute = (name, { region, dnsSuffix, account }) =>
  `https://sqs.${region}.${dnsSuffix}/${account}/${name}`;
const sns = arn("sns", (name) => name);
const kinesis = arn("kinesis", (name) => `stream/${name}`);

/** Secrets are not among those whose ARN follows: it ends in six characters that Secrets Manager chooses. */
const TYPES: Readonly<Record<string, NamedType>> = {
  aws_cloudwatch_event_bus: {
    argument: "name",
    attributes: { arn: arn("events", (name) => `event-bus/${name}`), id: itself, name: itself },
  },
  aws_cloudwatch_event_rule: {
    argument: "name",
    attributes: {
      arn: (name, place, input) => {
        const bus = input("event_bus_name") ?? "default";
        const path = bus === "default" ? name : `${bus.replace(/^arn:.*:event-bus\//, "")}/${name}`;
        return place.arn("events", `rule/${path}`);
      },
      name: itself,
    },
  },
  aws_cloudwatch_log_group: {
    argument: "name",
    attributes: { arn: arn("logs", (name) => `log-group:${name}`), id: itself, name: itself },
  },
  aws_dynamodb_table: {
    argument: "name",
    attributes: { arn: arn("dynamodb", (name) => `table/${name}`), id: itself, name: itself },
  },
  aws_ecr_repository: {
    argument: "name",
    attributes: {
      arn: arn("ecr", (name) => `repository/${name}`),
      id: itself,
      name: itself,
      registry_id: (_, { account }) => account,
      repository_url: (name, { account, region, dnsSuffix }) => `${account}.dkr.ecr.${region}.${dnsSuffix}/${name}`,
    },
  },
  aws_ecs_cluster: { argument: "name", attributes: { arn: arn("ecs", (name) => `cluster/${name}`), name: itself } },
  aws_iam_role: {
    argument: "name",
    attributes: { arn: (name, place, input) => roleArn(place, name, input("path")), id: itself, name: itself },
  },
  aws_kinesis_firehose_delivery_stream: {
    argument: "name",
    attributes: { arn: arn("firehose", (name) => `deliverystream/${name}`), name: itself },
  },
  aws_kinesis_stream: { argument: "name", attributes: { arn: kinesis, id: kinesis, name: itself } },
  aws_kms_alias: { argument: "name", attributes: { arn: arn("kms", (name) => name), id: itself, name: itself } },
  aws_lambda_function: {
    argument: "function_name",
    attributes: { arn: arn("lambda", (name) => `function:${name}`), function_name: itself, id: itself },
  },
  aws_s3_bucket: {
    argument: "bucket",
    attributes: { arn: arn("s3", (name) => name, { region: "", account: "" }), bucket: itself, id: itself },
  },
  aws_secretsmanager_secret: { argument: "name", attributes: { name: itself } },
  aws_sfn_state_machine: {
    argument: "name",
    attributes: { arn: arn("states", (name) => `stateMachine:${name}`), name: itself },
  },
  aws_sns_topic: { argument: "name", attributes: { arn: sns, id: sns, name: itself } },
  aws_sqs_queue: {
    argument: "name",
    attributes: { arn: arn("sqs", (name) => name), id: sqsUrl, name: itself, url: sqsUrl },
  },
  aws_ssm_parameter: {
    argument: "name",
    attributes: { arn: arn("ssm", (name) => `parameter/${name.replace(/^\//, "")}`), id: itself, name: itself },
  },
};

/**
 * An attribute of a resource that has an explicit name, as AWS will make it; undefined where it does not follow from the
 * name. `input` gives what a resource was told of an argument, where it is known.
 */
export function knownAttribute(
  type: string,
  attribute: string,
  place: Place,
  input: (argument: string) => string | undefined,
): string | undefined {
  const known = TYPES[type];
  const name = known && input(known.argument);
  return name === undefined ? undefined : known?.attributes[attribute]?.(name, place, input);
}
