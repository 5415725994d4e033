import { formatArn, s3Arn } from "../../arn";
import { keyStatement } from "../../kms";
import type { ResourceStatement } from "../../policy/statement";
import { logGroupStatement } from "../execution-statements";
import { type Because, NOTHING, notDerived, required, type TaskNeeds } from "./need";
import { endpointOf, keysOf, type NeedsContext } from "./needs-context";
import { openSearchStatement } from "./opensearch-endpoint";

type Options = Readonly<Record<string, string>>;
/** What a destination takes, or in words why that cannot be derived. */
type Destination = (options: Options, context: NeedsContext) => readonly ResourceStatement[] | string;

/** The AWS destinations of Fluent Bit, by the plugin's name. The permissions are those its manual lists for each output. */
const DESTINATIONS: Readonly<Record<string, Destination>> = {
  // The plugin in Go asks which streams there are before it writes; the one in C does not.
  cloudwatch: cloudWatch(["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]),
  cloudwatch_logs: cloudWatch(["logs:CreateLogStream", "logs:PutLogEvents"]),
  es: openSearch,
  firehose: firehose,
  kinesis: kinesis,
  kinesis_firehose: firehose,
  kinesis_streams: kinesis,
  opensearch: openSearch,
  s3: objects,
};

/**
 * What a container's output takes on its way through the log router, which runs in the task and so has the task role. A
 * destination outside AWS takes nothing. With `role_arn` the router takes on that role, and needs nothing else.
 * Sources: Fluent Bit manual, its outputs; amazon-cloudwatch-logs-for-fluent-bit, README.
 */
export function fireLensNeeds(given: Options, because: Because, context: NeedsContext): TaskNeeds {
  // Fluent Bit does not tell `Name` from `name`.
  const options = Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]));
  const plugin = options.name?.toLowerCase();
  if (plugin === undefined) return notDerived(because, unnamed(options), "task");
  const destination = Object.hasOwn(DESTINATIONS, plugin) ? DESTINATIONS[plugin] : undefined;
  const role = options.role_arn ?? options.aws_role_arn;
  if (role !== undefined && (destination || signs(options))) {
    return required("task", because, { sid: "FireLensAssumeRole", actions: ["sts:AssumeRole"], resources: [role] });
  }
  if (!destination) {
    const why = `the plugin '${plugin}' signs requests to AWS, and what it may do depends on where they go`;
    return signs(options) ? notDerived(because, why, "task") : NOTHING;
  }
  const found = destination(options, context);
  return typeof found === "string" ? notDerived(because, found, "task") : required("task", because, ...found);
}

function unnamed(options: Options): string {
  return options["@type"] === undefined
    ? "its options name no destination, so that the router's own configuration does"
    : `what Fluentd's plugin '${options["@type"]}' needs is up to the plugin`;
}

function signs(options: Options): boolean {
  return isOn(options.aws_auth) || isOn(options.aws_msk_iam);
}

function cloudWatch(streamActions: readonly string[]): Destination {
  return (options, context) => {
    const { log_group_name: group, log_group_template: template } = options;
    const names = [group, template].flatMap((name) => (name === undefined ? [] : [patternOf(name)]));
    if (names.length === 0) return "it names no log_group_name";
    const groups = names.map((name) => regional(options, context, "logs", `log-group:${name}`));
    const creates = isOn(options.auto_create_group);
    const groupActions = [
      ...(creates ? ["logs:CreateLogGroup"] : []),
      ...(creates && options.log_retention_days !== undefined ? ["logs:PutRetentionPolicy"] : []),
      ...(creates && options.new_log_group_tags !== undefined ? ["logs:TagResource"] : []),
    ];
    return [
      { sid: "FireLensWriteLogs", actions: streamActions, resources: groups.map((arn) => `${arn}:*`) },
      ...(groupActions.length > 0
        ? groups.map((arn) => logGroupStatement("FireLensCreateLogGroup", groupActions, arn))
        : []),
    ];
  };
}

function firehose(options: Options, context: NeedsContext): readonly ResourceStatement[] | string {
  const stream = options.delivery_stream;
  if (stream === undefined) return "it names no delivery_stream";
  const resources = [regional(options, context, "firehose", `deliverystream/${patternOf(stream)}`)];
  return [{ sid: "FireLensPutToFirehose", actions: ["firehose:PutRecordBatch"], resources }];
}

function kinesis(options: Options, context: NeedsContext): readonly ResourceStatement[] | string {
  const { stream } = options;
  if (stream === undefined) return "it names no stream";
  const resources = [regional(options, context, "kinesis", `stream/${patternOf(stream)}`)];
  return [{ sid: "FireLensPutToKinesis", actions: ["kinesis:PutRecords"], resources }];
}

function objects(options: Options, context: NeedsContext): readonly ResourceStatement[] | string {
  const { bucket } = options;
  if (bucket === undefined) return "it names no bucket";
  const viaService = endpointOf(context, "s3", options.region);
  const place = { ...context.location, region: options.region ?? context.location.region };
  const actions = ["kms:Decrypt", "kms:GenerateDataKey"];
  return [
    {
      sid: "FireLensPutToS3",
      actions: ["s3:PutObject"],
      resources: [s3Arn(context.location, `${patternOf(bucket)}/*`)],
    },
    ...keysOf(context, bucket).map((key) =>
      keyStatement("FireLensEncryptWithKey", actions, key, place, { viaService }),
    ),
  ];
}

function openSearch(options: Options, { location }: NeedsContext): readonly ResourceStatement[] | string {
  if (!isOn(options.aws_auth)) return [];
  const host = options.host ?? "";
  return openSearchStatement(host, location) ?? `'${host}' is no endpoint of AWS's that says which domain it is`;
}

function regional(options: Options, { location }: NeedsContext, service: string, resource: string): string {
  return formatArn({ ...location, service, region: options.region ?? location.region, resource });
}

/**
 * What a name may become: a template of Fluent Bit's, of the container's environment (`${NAME}`) or of a record
 * (`$kubernetes['…']`), may become anything. What is known only later stays what it is.
 */
function patternOf(name: string): string {
  return name.replace(/\$\([^)]*\)|\$\{\w+\}|\$[A-Za-z_][\w.]*(?:\['[^']*'\])*/g, "*").replace(/\*{2,}/g, "*");
}

function isOn(value: string | undefined): boolean {
  return ["true", "on", "yes", "1"].includes(String(value).toLowerCase());
}
