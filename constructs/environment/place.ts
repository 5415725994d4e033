import { formatArn, type Location } from "../../aws/arn";
import { dnsSuffixOf, partitionOf } from "../../aws/partition";

/** An account and region of AWS's: what composing an ARN or a URL takes. */
export interface Place extends Location {
  /** The domain of the partition's endpoints, `amazonaws.com` for most. */
  readonly dnsSuffix: string;
  /** The ARN of a resource in this account and region. */
  arn(service: string, resource: string): string;
}

/** The place of an account and region; the partition is the region's own unless it is given. */
export function placeAt(account: string, region: string, partition = partitionOf(region)): Place {
  const location = { account, region, partition };
  return {
    ...location,
    dnsSuffix: dnsSuffixOf(partition),
    arn: (service, resource) => formatArn({ ...location, service, resource }),
  };
}
