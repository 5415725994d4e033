import type { Location } from "../../aws/arn";
import { partitionOf } from "../../aws/partition";
import { ownAccounts } from "./own-accounts";
import type { Plan, Values } from "./plan";
import type { ResourceChange } from "./resource-change";

/** Where an AWS provider works, as far as its arguments say. */
export function providerLocation({ region, allowed_account_ids: accounts }: Values): Partial<Location> {
  const account = Array.isArray(accounts) && accounts.length === 1 ? String(accounts[0]) : undefined;
  return {
    ...(typeof region === "string" && { region, partition: partitionOf(region) }),
    ...(account !== undefined && { account }),
  };
}

/** Where a plan's resources are: by its provider, and by the ARNs of what there is already. */
export function planLocation(plan: Plan, changes: readonly ResourceChange[]): Partial<Location> {
  const aws = Object.values(plan.configuration?.provider_config ?? {}).find(({ name }) => name === "aws");
  const constants = Object.entries(aws?.expressions ?? {}).map(([name, expression]) => [
    name,
    (expression as { readonly constant_value?: unknown }).constant_value,
  ]);
  const [account, ...others] = ownAccounts(plan, changes);
  const regions = new Set(changes.flatMap(({ before, after }) => regionOf(before ?? after) ?? []));
  const [region] = regions;
  return {
    ...(account !== undefined && others.length === 0 && { account }),
    ...(region !== undefined && regions.size === 1 && { region, partition: partitionOf(region) }),
    ...providerLocation(Object.fromEntries(constants)),
  };
}

function regionOf(values: Values | undefined): string | undefined {
  return typeof values?.arn === "string" ? values.arn.split(":")[3] || undefined : undefined;
}
