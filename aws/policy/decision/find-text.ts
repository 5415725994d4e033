import {
  END,
  FOLDED,
  isStar,
  matchesText,
  onlyText,
  PART_ANY,
  PART_STAR,
  STAR,
  shortestText,
  type TextPattern,
  type Token,
  takes,
} from "./text-pattern";

/** Far more than any real pair of policies needs: 264 states were the most in 8,200 searches. */
const MAX_STATES = 20_000;

/** How many places of patterns all searches together have stood at: what they have cost so far. */
let cost = 0;

export function costSoFar(): number {
  return cost;
}

/** Told where a search was given up. */
export const GIVEN_UP = Symbol("given up");

/** The patterns of a list in one row, each with its end: a place in the row is a state of the list's automaton. */
type Row = readonly Token[];
/** Places of a row, in order. */
type Places = readonly number[];

interface State {
  readonly inside: readonly Places[];
  readonly outside: Places;
  readonly before: State | undefined;
  readonly code: number;
}

/**
 * A text that a pattern of each list of `inside` matches and none of `outside`. The automata are walked together, only over
 * characters that the places at hand name and one that stands for all others; a state that is no better than one seen, since
 * more of `outside` may still match, is not walked again. Patterns must have no variables.
 */
export function findText(
  inside: readonly (readonly TextPattern[])[],
  outside: readonly TextPattern[],
): string | undefined | typeof GIVEN_UP {
  const quick = quickAnswer(inside, outside);
  if (quick !== "unknown") return quick;
  const rows = inside.map(rowOf);
  const outsideRow = rowOf(outside);
  const queue: State[] = [];
  const seen = new Map<string, Places[]>();
  const enter = (state: State) => {
    const key = state.inside.map((places) => places.join()).join("|");
    const known = seen.get(key);
    if (known === undefined) seen.set(key, [state.outside]);
    else if (known.some((places) => isSubset(places, state.outside))) return;
    else known.push(state.outside);
    queue.push(state);
  };
  enter({ inside: rows.map(starts), outside: starts(outsideRow), before: undefined, code: 0 });
  for (let next = 0; next < queue.length; next += 1) {
    const state = queue[next] as State;
    cost += state.outside.length + state.inside.length;
    if (queue.length > MAX_STATES) return GIVEN_UP;
    if (takesAll(outsideRow, state.outside)) continue;
    if (state.inside.every((places, index) => isEnd(rows[index] as Row, places)) && !isEnd(outsideRow, state.outside))
      return textTo(state, [...rows, outsideRow]);
    for (const code of codes(rows, state.inside, outsideRow, state.outside)) {
      const stepped = stepAll(rows, state.inside, code);
      if (stepped === undefined) continue;
      enter({ inside: stepped, outside: step(outsideRow, state.outside, code), before: state, code });
    }
  }
  return undefined;
}

/**
 * The common case, at little cost: the shortest text of a pattern will do, since it is in all lists and nothing takes it away; or
 * a list has nothing but what is taken away, and texts that will not do.
 */
function quickAnswer(
  inside: readonly (readonly TextPattern[])[],
  outside: readonly TextPattern[],
): string | undefined | "unknown" {
  for (const list of inside) {
    let isEveryText = true;
    for (const pattern of list) {
      if (outside.includes(pattern)) continue;
      const text = shortestText(pattern);
      if (text !== undefined && isInAll(inside, text) && !matchesOne(outside, text)) return text;
      if (pattern.literal === undefined && onlyText(pattern) === undefined) isEveryText = false;
    }
    if (isEveryText) return undefined;
  }
  return "unknown";
}

function isInAll(lists: readonly (readonly TextPattern[])[], text: string): boolean {
  for (const list of lists) if (!matchesOne(list, text)) return false;
  return true;
}

function matchesOne(patterns: readonly TextPattern[], text: string): boolean {
  for (const pattern of patterns) if (matchesText(pattern, text)) return true;
  return false;
}

function rowOf(patterns: readonly TextPattern[]): Row {
  const row: Token[] = [];
  for (const { tokens } of patterns) {
    for (const token of tokens) row.push(token);
    row.push(END);
  }
  return row;
}

function starts(row: Row): Places {
  const places: number[] = [];
  row.forEach((_, place) => {
    if (place === 0 || row[place - 1] === END) reach(row, place, places);
  });
  return sorted(places);
}

/** Adds a place and those behind the stars it stands at, which may match nothing. */
function reach(row: Row, place: number, places: number[]): void {
  let at = place;
  for (;;) {
    if (!places.includes(at)) places.push(at);
    if (!isStar(row[at] as Token)) return;
    at += 1;
  }
}

function step(row: Row, places: Places, code: number): Places {
  const next: number[] = [];
  for (const place of places) {
    const token = row[place] as Token;
    if (token === END || !takes(token, code)) continue;
    reach(row, isStar(token) ? place : place + 1, next);
  }
  return sorted(next);
}

function stepAll(rows: readonly Row[], all: readonly Places[], code: number): Places[] | undefined {
  const next: Places[] = [];
  for (let index = 0; index < rows.length; index += 1) {
    const places = step(rows[index] as Row, all[index] as Places, code);
    if (places.length === 0) return undefined;
    next.push(places);
  }
  return next;
}

function sorted(places: number[]): Places {
  return places.length < 2 ? places : places.sort((a, b) => a - b);
}

function isEnd(row: Row, places: Places): boolean {
  return places.some((place) => row[place] === END);
}

/** Whether whatever follows is matched. */
function takesAll(row: Row, places: Places): boolean {
  return places.some((place) => row[place] === STAR && row[place + 1] === END);
}

/** The characters worth trying: where a list can only go on by characters it names, those; else all that are named and one other. */
function codes(rows: readonly Row[], inside: readonly Places[], outsideRow: Row, outside: Places): Iterable<number> {
  const named = new Set<number>();
  for (let index = 0; index < rows.length; index += 1) {
    const own = new Set<number>();
    if (!nameCodes(rows[index] as Row, inside[index] as Places, own)) return own;
    for (const code of own) named.add(code);
  }
  nameCodes(outsideRow, outside, named);
  named.add(OTHER);
  return named;
}

/** Adds the characters that the places name, and says whether one of them takes others too. */
function nameCodes(row: Row, places: Places, named: Set<number>): boolean {
  let isOpen = false;
  for (const place of places) {
    const token = row[place] as Token;
    if (token >= FOLDED) {
      const letter = String.fromCharCode(token - FOLDED);
      named.add(letter.charCodeAt(0)).add(letter.toUpperCase().charCodeAt(0));
    } else if (token >= 0) {
      named.add(token);
    } else if (token !== END) {
      isOpen = true;
      if (token === PART_STAR || token === PART_ANY) named.add(COLON);
    }
  }
  return isOpen;
}

const COLON = ":".charCodeAt(0);
/** Stands for every character that no pattern names, until the text is found. */
const OTHER = 0xffff;
const ORDINARY = "xyzwvutsrqponmlkjihgfedcba0123456789";

/** A character that no pattern names. */
function unnamed(rows: readonly Row[]): number {
  const named = new Set(rows.flat().map((token) => (token >= FOLDED ? token - FOLDED : token)));
  for (const letter of ORDINARY) if (!named.has(letter.charCodeAt(0))) return letter.charCodeAt(0);
  let code = 0xe000;
  while (named.has(code)) code += 1;
  return code;
}

function isSubset(few: Places, many: Places): boolean {
  let at = 0;
  for (const place of few) {
    while (at < many.length && (many[at] as number) < place) at += 1;
    if (many[at] !== place) return false;
  }
  return true;
}

function textTo(state: State, rows: readonly Row[]): string {
  const codes: number[] = [];
  for (let at = state; at.before !== undefined; at = at.before) codes.unshift(at.code);
  const other = codes.includes(OTHER) ? unnamed(rows) : OTHER;
  return codes.map((code) => String.fromCharCode(code === OTHER ? other : code)).join("");
}
