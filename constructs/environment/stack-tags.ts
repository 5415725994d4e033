import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { defaultProvider } from "./place-of";

/** The keys of the tags that a stack's provider gives everything in it. */
export function stackTagsOf(construct: IConstruct): readonly string[] {
  const given = defaultProvider(TerraformStack.of(construct))?.defaultTagsInput;
  if (!Array.isArray(given)) return [];
  return given.flatMap(({ tags }) => Object.keys(tags ?? {}));
}
