import { problem } from "../../aws/messages";
import { type KmsKey, keyRule } from "../roles/kms-key";
import { boolean, both, matching, oneOf, type Rule, required, shape } from "../validation/rules";
import type { ContainerPlace } from "./container-place";
import { s3ObjectRule } from "./s3-object";
import type { TaskFacts } from "./task-facts";

/** Makes a container the task's log router. */
export interface FireLens {
  /** The log router in the image. On Fargate as on EC2, AWS for Fluent Bit is `fluentbit`. */
  readonly type: "fluentbit" | "fluentd";
  /** Whether each record names its cluster, task and container. @default true */
  readonly enableEcsLogMetadata?: boolean;
  /**
   * A configuration to include: a path in the image, or the ARN of an S3 object (not on Fargate), which grants the
   * execution role `s3:GetObject` on it and `s3:GetBucketLocation` on its bucket.
   * @default - the one ECS generates
   */
  readonly configFile?: string;
  /** The customer-managed key of a configuration in S3; grants `kms:Decrypt` with it. @default - the key that AWS manages */
  readonly configFileKey?: KmsKey;
}

export function fireLensRule(place: ContainerPlace): Rule {
  const members = shape<FireLens>({
    type: required(oneOf(["fluentbit", "fluentd"])),
    enableEcsLogMetadata: boolean,
    configFile: matching(/^(\/\S+|arn:\S+)$/, "be a path in the image or the ARN of an S3 object"),
    configFileKey: keyRule(place.location.region),
  });
  return both(members, (value, at) => {
    const { configFile, configFileKey } = value as FireLens;
    const isInS3 = isObject(configFile);
    return [
      ...(isInS3 ? s3ObjectRule(place.location.partition, /./)(configFile, `${at}.configFile`) : []),
      ...(isInS3 && place.fargate
        ? [problem(`${at}.configFile`, "be a path in the image on Fargate", configFile, "build it into the image")]
        : []),
      ...(configFileKey !== undefined && !isInS3
        ? [problem(`${at}.configFileKey`, "stand beside a configuration in S3", configFile)]
        : []),
    ];
  });
}

function isObject(configFile: string | undefined): configFile is string {
  return configFile?.startsWith("arn:") ?? false;
}

export function renderFireLens(firelens: FireLens, facts: TaskFacts): object {
  const { type, enableEcsLogMetadata = true, configFile, configFileKey } = firelens;
  if (configFile !== undefined) facts.addKey(configFile, configFileKey);
  return {
    type,
    options: {
      "enable-ecs-log-metadata": String(enableEcsLogMetadata),
      "config-file-type": configFile === undefined ? undefined : isObject(configFile) ? "s3" : "file",
      "config-file-value": configFile,
    },
  };
}
