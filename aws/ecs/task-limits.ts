import type { NumberRange } from "../number-range";

/** Source: ECS API reference, RegisterTaskDefinition. */
export const EC2_CPU_UNITS: NumberRange = { from: 128, to: 196_608 };
export const EPHEMERAL_STORAGE_GIB: NumberRange = { from: 21, to: 200 };

/** Source: ECS API reference, RuntimePlatform. */
export const OPERATING_SYSTEMS = [
  "LINUX",
  "WINDOWS_SERVER_2019_CORE",
  "WINDOWS_SERVER_2019_FULL",
  "WINDOWS_SERVER_2022_CORE",
  "WINDOWS_SERVER_2022_FULL",
  "WINDOWS_SERVER_2025_CORE",
  "WINDOWS_SERVER_2025_FULL",
] as const;

/** Source: ECS developer guide, task definition parameters for Fargate. */
export const NOT_ON_FARGATE = [
  "privileged",
  "links",
  "disableNetworking",
  "dnsSearchDomains",
  "dnsServers",
  "dockerSecurityOptions",
  "extraHosts",
  "gpuCount",
] as const;
/** Source: ECS API reference, ContainerDefinition. */
export const NOT_UNDER_AWSVPC = ["hostname", "links", "dnsSearchDomains", "dnsServers", "extraHosts"] as const;
export const NOT_ON_WINDOWS = ["linuxParameters", "privileged", "readonlyRootFilesystem", "ulimits"] as const;
