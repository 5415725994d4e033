import type { Entry, Mark, Section } from "../../report/document/document";

/** Who by what (a service), with what is shown of each. */
export interface Matrix {
  readonly who: readonly string[];
  readonly what: readonly string[];
  /** By {@link cellKey}. */
  readonly cells: ReadonlyMap<string, MatrixCell>;
}

export interface MatrixCell {
  /** How many entries of each mark. */
  readonly counts: ReadonlyMap<Mark, number>;
  /** What it comes to: `*`, `Get*`, `GetItem`, `7 actions`. */
  readonly note: string;
}

interface Counted {
  readonly counts: Map<Mark, number>;
  readonly actions: Set<string>;
}

export function cellKey(who: string, what: string): string {
  return `${who}\n${what}`;
}

/** The matrix of the entries of some sections. */
export function matrixOf(sections: readonly Section[]): Matrix {
  const [who, what, counted] = [new Set<string>(), new Set<string>(), new Map<string, Counted>()];
  for (const { groups } of sections)
    for (const { entries } of groups)
      for (const entry of entries)
        for (const [row, column] of entry.cells ?? []) {
          if (entry.mark === "no effect") continue;
          who.add(row);
          what.add(column);
          const key = cellKey(row, column);
          const cell = counted.get(key) ?? { counts: new Map<Mark, number>(), actions: new Set<string>() };
          counted.set(key, cell);
          count(cell, entry, column);
        }
  const cells = [...counted].map(([key, { actions, counts }]): [string, MatrixCell] => {
    return [key, { counts, note: noteOf([...actions]) }];
  });
  return { who: [...who], what: [...what].sort(), cells: new Map(cells) };
}

function count(cell: Counted, { mark, actions = [] }: Entry, service: string): void {
  cell.counts.set(mark, (cell.counts.get(mark) ?? 0) + 1);
  for (const action of actions) {
    if (action === "*") cell.actions.add("*");
    else if (action.startsWith(`${service}:`)) cell.actions.add(action.slice(service.length + 1));
  }
}

/** One action is told from a wildcard, and a wildcard over some from one over all. */
function noteOf(actions: readonly string[]): string {
  if (actions.includes("*")) return "*";
  const wildcard = actions.find((action) => /[*?]/.test(action));
  if (wildcard !== undefined) return actions.length > 1 ? `${wildcard} and ${actions.length - 1} more` : wildcard;
  return actions.length > 1 ? `${actions.length} actions` : (actions[0] ?? "");
}
