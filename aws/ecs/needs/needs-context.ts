import type { Location } from "../../arn";
import type { KeyReference } from "../../kms";

/** Where a task runs: what its ARNs and its services' endpoints are made of. */
export interface TaskLocation extends Location {
  /** The domain of the partition's endpoints, `amazonaws.com` for most. */
  readonly dnsSuffix: string;
}

/** What a repository that ECR fills from another registry may do on the first pull. */
export interface CacheUse {
  /** @default false */
  readonly createRepository?: boolean;
  /** Whether what it creates carries tags, by a repository creation template. @default false */
  readonly tagRepository?: boolean;
}

/** Where the sessions of ECS Exec go, which is the cluster's configuration. */
export interface ExecuteCommandUse {
  /** @default - not to CloudWatch Logs */
  readonly logGroupName?: string;
  /** @default - not to S3 */
  readonly bucketName?: string;
  /** The start of the objects' keys. @default - anywhere in the bucket */
  readonly keyPrefix?: string;
  /** The customer-managed key of the session's data channel. @default - TLS alone */
  readonly key?: KeyReference;
}

/** What a task definition's JSON cannot say, and what it needs depends on. */
export interface NeedsContext {
  readonly location: TaskLocation;
  /**
   * The customer-managed keys that things are encrypted with, by the text that names them in the task definition: a
   * `valueFrom` or `credentialsParameter`, the ARN of an S3 object, or the name of a bucket.
   * @default - keys that AWS manages, which need no permission
   */
  readonly keys?: Readonly<Record<string, readonly KeyReference[]>>;
  /** The service behind a `valueFrom` whose ARN is known only later (`${…}`), by that text. @default - not known */
  readonly services?: Readonly<Record<string, "ssm" | "secretsmanager">>;
  /** What pull-through caches may do, by the image's name. @default - no image comes through one */
  readonly caches?: Readonly<Record<string, CacheUse>>;
  /** The `valueFrom`s of the secrets that a domainless credential spec is said to name inside, by the spec. @default - not known */
  readonly credentialSecrets?: Readonly<Record<string, readonly string[]>>;
  /** The names of the EFS volumes on which root acts as root. @default - none */
  readonly rootAccess?: readonly string[];
  /** ECS Exec, where it is used. @default - it is not */
  readonly executeCommand?: ExecuteCommandUse;
  /** Whether GuardDuty's Runtime Monitoring adds its agent to the task. @default false */
  readonly guardDuty?: boolean;
}

/** The endpoint of a service, as KMS sees it in `kms:ViaService`. */
export function endpointOf({ location }: NeedsContext, service: string, region = location.region): string {
  return `${service}.${region}.${location.dnsSuffix}`;
}

export function keysOf({ keys = {} }: NeedsContext, text: string): readonly KeyReference[] {
  return Object.hasOwn(keys, text) ? (keys[text] ?? []) : [];
}
