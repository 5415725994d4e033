import type { ConfigurationIndex } from "../plan/configuration-index";
import type { ResourceChange } from "../plan/resource-change";

const MAX_DEPTH = 10;

/**
 * What keeps an attribute from being known: the references of its expression. A data source that is read only at apply is
 * followed to what it refers to itself.
 */
export function unknownBecause(change: ResourceChange, attribute: string, configuration: ConfigurationIndex): string[] {
  return [...new Set(follow(configuration.references(change.declared, attribute), configuration, 0))];
}

function follow(references: readonly string[], configuration: ConfigurationIndex, depth: number): string[] {
  return references.flatMap((reference) => {
    const data = /^((?:module\.[^.]+\.)*data\.[a-z0-9_]+\.[^.[]+)/.exec(reference)?.[1];
    if (data === undefined || depth >= MAX_DEPTH) return [reference];
    return [reference, ...follow(configuration.allReferences(data), configuration, depth + 1)];
  });
}
