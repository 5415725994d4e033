import { formatArn, s3Arn } from "../../arn";
import { keyStatement } from "../../kms";
import type { ResourceStatement } from "../../policy/statement";
import { type Because, NOTHING, required, type TaskNeeds } from "./need";
import { endpointOf, keysOf, type NeedsContext } from "./needs-context";

const CHANNELS = ["CreateControlChannel", "CreateDataChannel", "OpenControlChannel", "OpenDataChannel"];

/** What ECS Exec takes of the task role. Source: ECS developer guide, ecs-exec. */
export function executeCommandNeeds(context: NeedsContext): TaskNeeds {
  const { executeCommand, location } = context;
  if (!executeCommand) return NOTHING;
  const { logGroupName, bucketName, keyPrefix = "", key } = executeCommand;
  const because: Because = { member: "executeCommand", what: "ECS Exec" };
  const channels = { sid: "ECSExecChannels", actions: CHANNELS.map((name) => `ssmmessages:${name}`), resources: ["*"] };
  return required(
    "task",
    because,
    channels,
    ...(logGroupName === undefined ? [] : logsStatements(logGroupName, context)),
    ...(bucketName === undefined ? [] : bucketStatements(bucketName, keyPrefix, context)),
    ...(key ? [keyStatement("ECSExecDecryptSession", ["kms:Decrypt"], key, location, {})] : []),
  );
}

function logsStatements(logGroupName: string, { location }: NeedsContext): readonly ResourceStatement[] {
  const streams = `${formatArn({ ...location, service: "logs", resource: `log-group:${logGroupName}` })}:*`;
  const actions = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"];
  return [
    { sid: "ECSExecFindLogGroup", actions: ["logs:DescribeLogGroups"], resources: ["*"] },
    { sid: "ECSExecWriteLogs", actions, resources: [streams] },
  ];
}

function bucketStatements(bucketName: string, keyPrefix: string, context: NeedsContext): readonly ResourceStatement[] {
  const { location } = context;
  const use = { viaService: endpointOf(context, "s3") };
  const encrypt = ["kms:Decrypt", "kms:GenerateDataKey"];
  return [
    { sid: "ECSExecPutLogs", actions: ["s3:PutObject"], resources: [s3Arn(location, `${bucketName}/${keyPrefix}*`)] },
    {
      sid: "ECSExecReadBucketEncryption",
      actions: ["s3:GetEncryptionConfiguration"],
      resources: [s3Arn(location, bucketName)],
    },
    ...keysOf(context, bucketName).map((key) => keyStatement("ECSExecEncryptWithKey", encrypt, key, location, use)),
  ];
}
