import type { ActionCatalogue } from "../../actions/service-actions";
import type { Clause } from "../clause";
import type { Region } from "../region";

/**
 * What to call the actions that a wildcard gains or loses: the wildcard itself where they have no end, and an exception of the
 * other side's `NotAction` by its own pattern where all that it stands for is among them.
 */
export function gainedNames(
  gained: readonly string[],
  { include }: Region,
  others: readonly Clause[],
  catalogue: ActionCatalogue,
): readonly string[] {
  if (gained.includes(include)) return [include];
  const left = new Set(gained);
  const lifted: string[] = [];
  for (const hole of new Set(others.flatMap(({ actions }) => actions.flatMap(({ exclude }) => exclude)))) {
    const names = catalogue.matching(hole) ?? [];
    if (names.length < 2 || !names.every((name) => left.has(name))) continue;
    for (const name of names) left.delete(name);
    lifted.push(hole);
  }
  return [...lifted, ...left].sort();
}
