import { formatArn, type Location, s3Arn } from "../../aws/arn";
import { keyStatement } from "../../aws/kms";
import { problem } from "../../aws/messages";
import type { Statement } from "../../aws/policy/statement";
import type { Container } from "../container/container";
import { logGroupNameRule } from "../container/logging";
import { type KmsKey, keyRule } from "../roles/kms-key";
import { matching, type Rule, shape } from "../validation/rules";

/**
 * ECS Exec: a shell in a running container. Where its sessions are logged is the cluster's configuration; what is
 * named here only grants it.
 */
export interface ExecuteCommand {
  /** The log group sessions are written to. @default - not to CloudWatch Logs */
  readonly logGroupName?: string;
  /** The bucket sessions are written to. @default - not to S3 */
  readonly bucketName?: string;
  /** The start of their keys in the bucket. @default - anywhere in the bucket */
  readonly keyPrefix?: string;
  /** The customer-managed key that encrypts the session's data channel. @default - TLS alone */
  readonly key?: KmsKey;
}

export function executeCommandRule(region: string): Rule {
  return shape<ExecuteCommand>({
    logGroupName: logGroupNameRule,
    bucketName: matching(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "be a bucket name"),
    keyPrefix: matching(/^[^/*?\s][^*?\s]*$/, "be the start of a key, without a leading slash or wildcards"),
    key: keyRule(region),
  });
}

/** What the task role needs for ECS Exec. Source: ECS developer guide, ecs-exec. */
export function executeCommandGrants(
  { logGroupName, bucketName, keyPrefix = "", key }: ExecuteCommand,
  location: Location,
): readonly Statement[] {
  const channels = ["CreateControlChannel", "CreateDataChannel", "OpenControlChannel", "OpenDataChannel"];
  const statements: Statement[] = [
    { sid: "ECSExecChannels", actions: channels.map((name) => `ssmmessages:${name}`), resources: ["*"] },
  ];
  if (logGroupName !== undefined) {
    const streams = `${formatArn({ ...location, service: "logs", resource: `log-group:${logGroupName}` })}:*`;
    statements.push(
      { sid: "ECSExecFindLogGroup", actions: ["logs:DescribeLogGroups"], resources: ["*"] },
      {
        sid: "ECSExecWriteLogs",
        actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        resources: [streams],
      },
    );
  }
  if (bucketName !== undefined) {
    statements.push(
      { sid: "ECSExecPutLogs", actions: ["s3:PutObject"], resources: [s3Arn(location, `${bucketName}/${keyPrefix}*`)] },
      {
        sid: "ECSExecReadBucketEncryption",
        actions: ["s3:GetEncryptionConfiguration"],
        resources: [s3Arn(location, bucketName)],
      },
    );
  }
  if (key) statements.push(keyStatement("ECSExecDecryptSession", ["kms:Decrypt"], key.reference, location, {}));
  return statements;
}

/**
 * The folders the agent of ECS Exec writes to; on a read-only root file system they must be mounted.
 * Source: aws/containers-roadmap#1359, aws-containers/amazon-ecs-exec-checker#71.
 */
const AGENT_FOLDERS = ["/managed-agents", "/var/lib/amazon/ssm", "/var/log/amazon/ssm"];

export function executeCommandProblems(container: Container, at: string): readonly string[] {
  if (container.readonlyRootFilesystem === false) return [];
  const writable = (container.mountPoints ?? [])
    .filter(({ readOnly }) => readOnly !== true)
    .map(({ containerPath }) => containerPath);
  const missing = AGENT_FOLDERS.filter(
    (folder) => !writable.some((path) => `${folder}/`.startsWith(`${path.replace(/\/$/, "")}/`)),
  );
  if (missing.length === 0) return [];
  const remedy = `ECS Exec writes there: mount a volume on each, or set readonlyRootFilesystem: false`;
  return [
    problem(
      `${at}.mountPoints`,
      `have writable mounts on ${missing.join(", ")} beside executeCommand`,
      writable,
      remedy,
    ),
  ];
}
