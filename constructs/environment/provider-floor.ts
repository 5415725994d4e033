import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { defaultProvider } from "./place-of";

/** A version as numbers: major, minor, patch. */
export type Version = readonly [major: number, minor: number, patch: number];

/**
 * The lowest AWS provider that a stack may be applied with, which is what it can rely on: that of its range, or the one
 * that the bindings ask for.
 */
export function providerFloor(construct: IConstruct): Version | undefined {
  const stack = TerraformStack.of(construct);
  const { rawOverrides } = stack as unknown as { readonly rawOverrides?: Overrides };
  const asked = rawOverrides?.terraform?.required_providers?.aws?.version;
  return floorOf(asked ?? defaultProvider(stack)?.terraformGeneratorMetadata?.providerVersion ?? "");
}

interface Overrides {
  readonly terraform?: { readonly required_providers?: { readonly aws?: { readonly version?: string } } };
}

/** The lowest version that a constraint of Terraform's allows: `>= 5.100.0, < 7.0.0`. */
export function floorOf(constraint: string): Version | undefined {
  const floor = /(?:^|,)\s*(?:>=|~>|=)?\s*(\d+)(?:\.(\d+))?(?:\.(\d+))?\s*(?=,|$)/.exec(String(constraint));
  return floor ? [Number(floor[1]), Number(floor[2] ?? 0), Number(floor[3] ?? 0)] : undefined;
}

/** Whether a version is another or a later one. */
export function isAtLeast(version: Version, other: Version): boolean {
  const index = version.findIndex((part, place) => part !== other[place]);
  return index < 0 || (version[index] ?? 0) > (other[index] ?? 0);
}
