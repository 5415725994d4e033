import type { Environment } from "../../constructs";

/** What differs between the environments. */
export interface ServiceEnvironment extends Environment {
  /** The image to run, by its tag in the `my-service` repository. */
  readonly imageTag: string;
  readonly cpuUnits: number;
  readonly memoryMiB: number;
  readonly logRetentionDays: number;
  /** Who hears of messages that wait too long or failed for good. */
  readonly alarmTopicArn?: string;
}

export const SERVICE = "my-service";
const region = "eu-west-1";

export const environments: readonly ServiceEnvironment[] = [
  {
    name: "dev",
    account: "000000000000",
    region,
    owner: "my-team",
    backend: { type: "local" },
    imageTag: "1.0.0",
    cpuUnits: 256,
    memoryMiB: 512,
    logRetentionDays: 7,
  },
  {
    name: "staging",
    account: "111111111111",
    region,
    owner: "my-team",
    backend: { type: "s3", bucket: "my-service-state-111111111111" },
    imageTag: "1.0.0",
    cpuUnits: 256,
    memoryMiB: 512,
    logRetentionDays: 30,
  },
  {
    name: "prod",
    account: "222222222222",
    region,
    owner: "my-team",
    backend: { type: "s3", bucket: "my-service-state-222222222222", kmsKeyId: "alias/my-service-state" },
    imageTag: "1.0.0",
    cpuUnits: 1024,
    memoryMiB: 2048,
    logRetentionDays: 365,
    alarmTopicArn: "arn:aws:sns:eu-west-1:222222222222:my-team-alarms",
  },
];
