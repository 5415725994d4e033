import { problem } from "../../aws/messages";
import { boolean, matching, oneOf, type RulesOf, required, shape } from "../validation/rules";
import type { ContainerContext } from "./container-context";
import { s3ObjectGrant, s3ObjectRule } from "./s3-object";

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
}

const rules: RulesOf<FireLens> = {
  type: required(oneOf(["fluentbit", "fluentd"])),
  enableEcsLogMetadata: boolean,
  configFile: matching(/^(\/\S+|arn:\S+)$/, "be a path in the image or the ARN of an S3 object"),
};
export const fireLensRule = shape<FireLens>(rules);

export function renderFireLens(
  firelens: FireLens | undefined,
  context: ContainerContext,
  at: string,
): object | undefined {
  if (!firelens) return undefined;
  const { type, enableEcsLogMetadata = true, configFile } = firelens;
  const inS3 = configFile?.startsWith("arn:") ?? false;
  if (configFile !== undefined && inS3) {
    context.problems.push(...s3ObjectRule(context.location.partition, /./)(configFile, `${at}.configFile`));
    context.check(
      !context.platform.fargate,
      problem(`${at}.configFile`, "be a path in the image on Fargate", configFile, "build it into the image"),
    );
    context.execution.push(...s3ObjectGrant("S3GetFireLensConfiguration", configFile));
  }
  return {
    type,
    options: {
      "enable-ecs-log-metadata": String(enableEcsLogMetadata),
      "config-file-type": configFile === undefined ? undefined : inS3 ? "s3" : "file",
      "config-file-value": configFile,
    },
  };
}
