/**
 * A report as it is read, before it takes a form: sections of groups of entries. Text, Markdown and the page paint this one
 * thing, so that all of them say the same in the same words.
 */
export interface Section {
  readonly kind: SectionKind;
  readonly title: string;
  /** How many things it tells. */
  readonly count: number;
  /** Whether it is shown at once where sections fold. */
  readonly isOpen: boolean;
  readonly groups: readonly Group[];
}

/** By what a form gives it its shape and its place: a table, a diff, before or after who may do what. */
export type SectionKind =
  | "reviewed"
  | "findings"
  | "audit"
  | "unknown"
  | "permissions"
  | "statements"
  | "difference"
  | "tasks"
  | "resources"
  | "accepted";

export interface Group {
  /** Whom or what the entries are about; none where each says it itself. */
  readonly title?: string;
  /** Beside the title: the roles of a task, for example. */
  readonly facts?: readonly Fact[];
  readonly entries: readonly Entry[];
}

/** One thing to read. */
export interface Entry {
  readonly mark: Mark;
  /** In a sentence. */
  readonly heading: string;
  /** The rest of its story. */
  readonly facts: readonly Fact[];
  /** The cells of the matrix that count it. */
  readonly cells?: readonly (readonly [who: string, what: string])[];
  /** The actions it speaks of, as they are written. */
  readonly actions?: readonly string[];
}

/** What an entry is at a glance. */
export type Mark =
  | "high"
  | "medium"
  | "unknown"
  | "widened"
  | "low"
  | "more"
  | "less"
  | "guard"
  | "no effect"
  | "lacks"
  | "in excess"
  | "allowed"
  | "added"
  | "removed"
  | "changed"
  | "beyond"
  | "within"
  | "accepted"
  | "";

export interface Fact {
  readonly label: string;
  readonly items: readonly string[];
  /** `code`: as AWS or Terraform writes it; `accept`: to be pasted into the file of accepted findings. */
  readonly form: "words" | "code" | "accept";
}

/** Facts without those that have nothing to say. */
export function facts(...all: readonly (readonly [string, readonly string[], Fact["form"]])[]): readonly Fact[] {
  return all.flatMap(([label, items, form]) => (items.length > 0 ? [{ label, items, form }] : []));
}
