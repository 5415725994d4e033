import type { Location } from "../../aws/arn";
import { partitionOf } from "../../aws/partition";
import type { Attributes, StackJson } from "./stack-json";

/** Where a stack's provider works; `*` for what it does not say. */
export function locationOf(stack: StackJson): Location {
  const [provider = {}] = [stack.provider?.aws ?? {}].flat() as readonly Attributes[];
  const region = String(provider.region ?? "*");
  return { partition: partitionOf(region), region, account: String(provider.allowed_account_ids?.[0] ?? "*") };
}
