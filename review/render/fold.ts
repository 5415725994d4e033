/** Text that is cut between its parts where there is no room for all of them. */
export interface Fold {
  readonly opening: string;
  readonly parts: readonly (Part | Fold)[];
  readonly closing: string;
}

/** What is kept or cut as a whole. */
export interface Part {
  readonly text: string;
  /** How many things it tells. */
  readonly count: number;
}

/** A part that is written when there is room for it: of 20,000 few are. */
export class LazyPart implements Part {
  readonly count = 1;

  constructor(private readonly write: () => string) {}

  get text(): string {
    return this.write();
  }
}

interface Fitted {
  readonly text: string;
  /** How many things are cut. */
  readonly cut: number;
}

/** As many of the parts, from the first on, as there is room for. */
export function fitted(fold: Fold, room: number): Fitted {
  const { opening, parts, closing } = fold;
  let text = opening;
  let left = room - opening.length - closing.length;
  let index = 0;
  let cut = 0;
  for (; index < parts.length && cut === 0; index += 1) {
    const part = parts[index] as Part | Fold;
    const shown = "text" in part ? whole(part, left) : fitted(part, left);
    text += shown.text;
    left -= shown.text.length;
    cut += shown.cut;
  }
  const rest = parts.slice(index).reduce((sum, part) => sum + countOf(part), 0);
  return text === opening ? { text: "", cut: cut + rest } : { text: `${text}${closing}`, cut: cut + rest };
}

/** How many things a fold tells in all. */
export function countOf(part: Part | Fold): number {
  return "text" in part ? part.count : part.parts.reduce((sum, inner) => sum + countOf(inner), 0);
}

function whole({ text, count }: Part, room: number): Fitted {
  return text.length <= room ? { text, cut: 0 } : { text: "", cut: count };
}
