import type { ActionCatalogue } from "../../actions/service-actions";
import { coversAction } from "../action-set";
import type { Clause } from "../clause";
import { hasWildcard, patternCovers } from "../pattern";
import type { Region } from "../region";

/** Actions that clauses may tell apart, of a region. */
export type AtomsOf = (region: Region) => readonly string[];

/**
 * The actions of a region that clauses may tell apart: those AWS has today, those named that AWS does not have, and a wildcard
 * that matches none today as itself, for tomorrow's.
 */
export function actionAtoms(clauses: readonly Clause[], catalogue: ActionCatalogue): AtomsOf {
  let named: NamedAtoms | undefined;
  return (region) => {
    const { include, exclude } = region;
    if (!hasWildcard(include)) return exclude.length === 0 || coversAction(region, include) ? [include] : [];
    named ??= namedAtoms(clauses, catalogue);
    const today = catalogue.matching(include) ?? [];
    const besides = today.length > 0 ? named.unknown : new Set([include, ...named.unknown, ...named.known]);
    const all = [...today, ...[...besides].filter((atom) => patternCovers(include, atom))];
    return exclude.length === 0 ? all : all.filter((atom) => coversAction(region, atom));
  };
}

/** What the patterns of clauses stand for: actions that AWS has, and what it does not have. */
interface NamedAtoms {
  readonly known: ReadonlySet<string>;
  readonly unknown: ReadonlySet<string>;
}

function namedAtoms(clauses: readonly Clause[], catalogue: ActionCatalogue): NamedAtoms {
  const known = new Set<string>();
  const unknown = new Set<string>();
  const patterns = clauses.flatMap(({ actions }) => actions.flatMap(({ include, exclude }) => [include, ...exclude]));
  for (const pattern of new Set(patterns)) {
    if (!hasWildcard(pattern)) {
      (catalogue.has(pattern) ? known : unknown).add(pattern);
      continue;
    }
    const today = catalogue.matching(pattern) ?? [];
    if (today.length === 0) unknown.add(pattern);
    for (const atom of today) known.add(atom);
  }
  return { known, unknown };
}
