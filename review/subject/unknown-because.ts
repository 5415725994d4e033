import type { ConfigurationIndex } from "../plan/configuration-index";
import type { ReferredResources } from "../plan/referred-resources";
import type { ResourceChange } from "../plan/resource-change";

const MAX_DEPTH = 10;

/** Where references are looked up. */
export interface References {
  readonly configuration: ConfigurationIndex;
  readonly referred: ReferredResources;
}

/**
 * What keeps an attribute from being known: the references of its expression, less those of which the plan has the value, and
 * less those of which it does not say, such as local values, where another certainly is unknown. A data source that is read
 * only at apply is followed to what it refers to itself.
 */
export function unknownBecause(
  change: ResourceChange,
  attribute: string,
  { configuration, referred }: References,
): readonly string[] {
  const found = configuration.references(change.declared, attribute);
  const all = [...new Set(follow(found, configuration, 0))];
  const known = new Map(all.map((reference) => [reference, referred.isKnown(reference, change)]));
  const unknown = all.filter((reference) => known.get(reference) === false);
  const open = all.filter((reference) => known.get(reference) === undefined);
  return [unknown, open, all].find((list) => list.length > 0) ?? [];
}

function follow(references: readonly string[], configuration: ConfigurationIndex, depth: number): string[] {
  return references.flatMap((reference) => {
    const data = /^((?:module\.[^.]+\.)*data\.[a-z0-9_]+\.[^.[]+)/.exec(reference)?.[1];
    if (data === undefined || depth >= MAX_DEPTH) return [reference];
    return [reference, ...follow(configuration.allReferences(data), configuration, depth + 1)];
  });
}
