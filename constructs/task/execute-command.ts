import { EXEC_FOLDERS } from "../../aws/ecs/container-limits";
import type { ExecuteCommandUse } from "../../aws/ecs/needs/needs-context";
import { problem } from "../../aws/messages";
import { isBucketName } from "../../aws/s3-object";
import type { Container } from "../container/container";
import type { ContainerPlace } from "../container/container-place";
import { logGroupNameRule } from "../container/logging";
import { isBelow, writablePaths } from "../container/storage";
import type { TaskFacts } from "../container/task-facts";
import { type KmsKey, keyRule } from "../roles/kms-key";
import { both, matching, type Rule, rule, shape } from "../validation/rules";

/**
 * ECS Exec: a shell in a running container. Where its sessions are logged is the cluster's configuration; what is
 * named here only grants it.
 */
export interface ExecuteCommand {
  /** The log group sessions are written to. @default - not to CloudWatch Logs */
  readonly logGroupName?: string;
  /** The bucket sessions are written to. @default - not to S3 */
  readonly bucketName?: string;
  /** The customer-managed key of that bucket. @default - the key that AWS manages */
  readonly bucketKey?: KmsKey;
  /** The start of their keys in the bucket. @default - anywhere in the bucket */
  readonly keyPrefix?: string;
  /** The customer-managed key that encrypts the session's data channel. @default - TLS alone */
  readonly key?: KmsKey;
}

export function executeCommandRule({ location }: ContainerPlace): Rule {
  const members = shape<ExecuteCommand>({
    logGroupName: logGroupNameRule,
    bucketName: rule((value) => typeof value === "string" && isBucketName(value), "be a bucket name"),
    bucketKey: keyRule(location.region),
    keyPrefix: matching(/^[^/*?\s][^*?\s]*$/, "be the start of a key, without a leading slash or wildcards"),
    key: keyRule(location.region),
  });
  return both(members, (value, at) => {
    const { bucketName, bucketKey } = value as ExecuteCommand;
    const isAlone = bucketKey !== undefined && bucketName === undefined;
    return isAlone ? [problem(`${at}.bucketKey`, "stand beside a bucketName", bucketName)] : [];
  });
}

/** What the task's needs depend on. */
export function executeCommandUse(
  { logGroupName, bucketName, bucketKey, keyPrefix, key }: ExecuteCommand,
  facts: TaskFacts,
): ExecuteCommandUse {
  if (bucketName !== undefined) facts.addKey(bucketName, bucketKey);
  return { logGroupName, bucketName, keyPrefix, key: key?.reference };
}

/** What of a container keeps ECS Exec from working. Windows has no read-only root file system, and other folders. */
export function executeCommandProblems(
  { readonlyRootFilesystem, mountPoints = [] }: Partial<Container>,
  { linux }: ContainerPlace,
  at: string,
): readonly string[] {
  if (!linux || readonlyRootFilesystem === false) return [];
  const writable = writablePaths(mountPoints);
  const missing = EXEC_FOLDERS.filter((folder) => !isBelow(folder, writable));
  if (missing.length === 0) return [];
  const must = `have writable mounts on ${missing.join(", ")} beside executeCommand`;
  const remedy =
    "ECS Exec writes there, and the root file system is read-only by default: mount a volume on each, or set readonlyRootFilesystem: false";
  return [problem(`${at}.mountPoints`, must, writable, remedy)];
}
