import type { Entry, Group, Mark, Section } from "../../report/document/document";

/** What the reader has chosen to see. */
export interface Filter {
  readonly words: readonly string[];
  /** Entries of these marks alone; all where there is none. */
  readonly mark: Mark | "";
  readonly cell?: Cell;
}

export interface Cell {
  readonly who: string;
  readonly what: string;
}

export function isActive({ words, mark, cell }: Filter): boolean {
  return words.length > 0 || mark !== "" || cell !== undefined;
}

/** The words of a search, each of which must be there. */
export function wordsOf(search: string): readonly string[] {
  return search.toLowerCase().split(/\s+/).filter(Boolean);
}

/** The sections with what the filter leaves of them. */
export function filtered(sections: readonly Section[], filter: Filter): readonly Section[] {
  if (!isActive(filter)) return sections;
  return sections.flatMap((section) => {
    const groups = section.groups.flatMap((group) => {
      const entries = group.entries.filter((entry) => isShown(entry, group, filter));
      return entries.length > 0 ? [{ ...group, entries }] : [];
    });
    return groups.length > 0 ? [{ ...section, groups }] : [];
  });
}

export function entryCount(sections: readonly Section[]): number {
  return sections.reduce(
    (sum, { groups }) => sum + groups.reduce((inner, { entries }) => inner + entries.length, 0),
    0,
  );
}

function isShown(entry: Entry, group: Group, { words, mark, cell }: Filter): boolean {
  if (mark !== "" && entry.mark !== mark) return false;
  if (cell && !entry.cells?.some(([who, what]) => who === cell.who && what === cell.what)) return false;
  if (words.length === 0) return true;
  const text = searchText(entry, group);
  return words.every((word) => text.includes(word));
}

/** All that an entry says, in lower case; worked out when it is first searched. */
const texts = new WeakMap<Entry, string>();

function searchText(entry: Entry, { title = "" }: Group): string {
  const known = texts.get(entry);
  if (known !== undefined) return known;
  const told = entry.facts.flatMap(({ items }) => items);
  const text = [entry.mark, title, entry.heading, ...told].join("\n").toLowerCase();
  texts.set(entry, text);
  return text;
}
