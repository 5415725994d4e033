import { formatArn, type Location, s3Arn } from "../../aws/arn";
import { logGroupStatement } from "../../aws/ecs/execution-statements";
import type { Statement } from "../../aws/policy/statement";

type Options = Readonly<Record<string, string>>;
type Grants = (options: Options, location: Location) => readonly Statement[];

/** The AWS destinations of Fluent Bit, by the plugin's name. The permissions are those its manual lists for each output. */
const DESTINATIONS: Readonly<Record<string, Grants>> = {
  cloudwatch: cloudWatchGrants,
  cloudwatch_logs: cloudWatchGrants,
  firehose: firehoseGrants,
  kinesis_firehose: firehoseGrants,
  kinesis: kinesisGrants,
  kinesis_streams: kinesisGrants,
  s3: s3Grants,
};

/**
 * What the log router may do with a container's output. It runs in the task, so that these belong to the task role.
 * A destination outside AWS, or one that its options do not name plainly, grants nothing.
 */
export function fireLensDestinationGrants(options: Options, location: Location): readonly Statement[] {
  return DESTINATIONS[optionOf(options, "name") ?? ""]?.(options, location) ?? [];
}

function cloudWatchGrants(options: Options, location: Location): readonly Statement[] {
  const group = optionOf(options, "log_group_name");
  if (!group) return [];
  const groupArn = regional(options, location, "logs", `log-group:${group}`);
  const creates = isOn(optionOf(options, "auto_create_group"));
  const retains = creates && optionOf(options, "log_retention_days") !== undefined;
  const groupActions = [...(creates ? ["logs:CreateLogGroup"] : []), ...(retains ? ["logs:PutRetentionPolicy"] : [])];
  return [
    { sid: "FireLensWriteLogs", actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [`${groupArn}:*`] },
    ...(groupActions.length > 0 ? [logGroupStatement("FireLensCreateLogGroup", groupActions, groupArn)] : []),
  ];
}

function firehoseGrants(options: Options, location: Location): readonly Statement[] {
  const stream = optionOf(options, "delivery_stream");
  if (!stream) return [];
  const resources = [regional(options, location, "firehose", `deliverystream/${stream}`)];
  return [{ sid: "FireLensPutToFirehose", actions: ["firehose:PutRecordBatch"], resources }];
}

function kinesisGrants(options: Options, location: Location): readonly Statement[] {
  const stream = optionOf(options, "stream");
  if (!stream) return [];
  const resources = [regional(options, location, "kinesis", `stream/${stream}`)];
  return [{ sid: "FireLensPutToKinesis", actions: ["kinesis:PutRecords"], resources }];
}

function s3Grants(options: Options, location: Location): readonly Statement[] {
  const bucket = optionOf(options, "bucket");
  return bucket
    ? [{ sid: "FireLensPutToS3", actions: ["s3:PutObject"], resources: [s3Arn(location, `${bucket}/*`)] }]
    : [];
}

function regional(options: Options, location: Location, service: string, resource: string): string {
  return formatArn({ ...location, service, region: optionOf(options, "region") ?? location.region, resource });
}

/** A plain name: a wildcard or a template of Fluent Bit's would grant more than one destination. */
const PLAIN = /^[\w./#-]+$/;

/** Fluent Bit does not tell `Name` from `name`. */
function optionOf(options: Options, name: string): string | undefined {
  const value = Object.entries(options).find(([option]) => option.toLowerCase() === name)?.[1];
  return value !== undefined && PLAIN.test(value) ? value : undefined;
}

function isOn(value: string | undefined): boolean {
  return ["true", "on", "yes", "1"].includes(String(value).toLowerCase());
}
