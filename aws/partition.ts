/** AWS's partitions beside `aws`: the start of their regions' names, and the domain of their endpoints. Source: the AWS SDKs' partitions.json. */
export const PARTITIONS = [
  { partition: "aws-cn", regions: /^cn-/, dnsSuffix: "amazonaws.com.cn" },
  { partition: "aws-us-gov", regions: /^us-gov-/, dnsSuffix: "amazonaws.com" },
  { partition: "aws-iso", regions: /^us-iso-/, dnsSuffix: "c2s.ic.gov" },
  { partition: "aws-iso-b", regions: /^us-isob-/, dnsSuffix: "sc2s.sgov.gov" },
  { partition: "aws-iso-e", regions: /^eu-isoe-/, dnsSuffix: "cloud.adc-e.uk" },
  { partition: "aws-iso-f", regions: /^us-isof-/, dnsSuffix: "csp.hci.ic.gov" },
  { partition: "aws-eusc", regions: /^eusc-/, dnsSuffix: "amazonaws.eu" },
] as const;

export const PARTITION_NAMES: readonly string[] = ["aws", ...PARTITIONS.map(({ partition }) => partition)];

/** The partition a region is in. */
export function partitionOf(region: string): string {
  return PARTITIONS.find(({ regions }) => regions.test(region))?.partition ?? "aws";
}

/** The domain under which a partition's endpoints are, `amazonaws.com` for most. */
export function dnsSuffixOf(partition: string): string {
  return PARTITIONS.find((known) => known.partition === partition)?.dnsSuffix ?? "amazonaws.com";
}
