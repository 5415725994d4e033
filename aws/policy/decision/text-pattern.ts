/** What one place of a pattern takes. A number from 0 is a character's code. */
export type Token = number;
/** Any text. */
export const STAR = -1;
/** Any one character. */
export const ANY = -2;
/** Any text, or one character, within one part of an ARN. */
export const PART_STAR = -3;
export const PART_ANY = -4;
/** The end of a pattern. */
export const END = -5;
/** A policy variable: this less its place in `variables`. */
const VARIABLE = -100;
/** Added to the code of a small letter that stands for the capital too. */
export const FOLDED = 1 << 20;
/** The first letter that stands for a variable. */
const SYMBOL = 1 << 17;
const SYMBOLS = 1 << 18;

/** `${aws:username, 'anonymous'}`. */
export interface Variable {
  /** In lower case, as IAM compares keys. */
  readonly key: string;
  /** What stands for a key that the request lacks. */
  readonly fallback: string | undefined;
}

/** A text with wildcards and variables, as IAM reads it. */
export interface TextPattern {
  /** Its own. */
  readonly id: number;
  readonly reading: Reading;
  readonly tokens: readonly Token[];
  readonly variables: readonly Variable[];
  /** The text, where it was read as the only one that the pattern matches. */
  readonly literal?: string;
}

/** How a text is to be read: as it stands, with wildcards, or with wildcards that keep to the parts of an ARN. */
export type Reading = "equals" | "equalsIgnoringCase" | "like" | "arn";

/** The values of the keys that variables name; a key that is not in it is unknown, `undefined` one that the request lacks. */
export type Binding = ReadonlyMap<string, string | undefined>;

const COLON = ":".charCodeAt(0);
/** `${*}`, `${?}` and `${$}` are the characters; `$\{` is what a policy of 2008 has in place of a variable. */
const PIECE = /\$\\\{|\$\{([^}]*)\}|[*?]/g;
/** What makes a text more than itself. */
const SPECIAL = /[*?$]/;
const known: Readonly<Record<Reading, Map<string, TextPattern>>> = {
  equals: new Map(),
  equalsIgnoringCase: new Map(),
  like: new Map(),
  arn: new Map(),
};
const loose = new WeakMap<TextPattern, TextPattern>();
const symbolic = new WeakMap<TextPattern, TextPattern>();
const symbols = new Map<string, Token>();
const MAX_KNOWN = 2000;
let made = 0;

export function textPattern(text: string, reading: Reading): TextPattern {
  const ofReading = known[reading];
  const found = ofReading.get(text);
  if (found) return found;
  if (ofReading.size > MAX_KNOWN) ofReading.clear();
  const isPlain = reading !== "equalsIgnoringCase" && !SPECIAL.test(text);
  const pattern = isPlain ? new LiteralPattern(text, reading) : readPattern(text, reading);
  ofReading.set(text, pattern);
  return pattern;
}

/** The common case, at little cost: most are compared as texts and never spelled out in tokens. */
class LiteralPattern implements TextPattern {
  readonly id = nextId();
  readonly variables: readonly Variable[] = NONE;
  private spelled: readonly Token[] | undefined;

  constructor(
    readonly literal: string,
    readonly reading: Reading,
  ) {}

  get tokens(): readonly Token[] {
    this.spelled ??= codesOf(this.literal);
    return this.spelled;
  }
}

const NONE: readonly Variable[] = [];

function codesOf(text: string): readonly Token[] {
  const codes: Token[] = [];
  pushText(codes, text, false);
  return codes;
}

function nextId(): number {
  made += 1;
  return made;
}

function make(reading: Reading, tokens: readonly Token[], variables: readonly Variable[]): TextPattern {
  return { id: nextId(), reading, tokens, variables };
}

function readPattern(text: string, reading: Reading): TextPattern {
  const tokens: Token[] = [];
  const variables: Variable[] = [];
  const literal = (part: string) => pushText(tokens, part, reading === "equalsIgnoringCase");
  let from = 0;
  for (const match of text.matchAll(PIECE)) {
    const [piece, name] = match;
    literal(text.slice(from, match.index));
    from = match.index + piece.length;
    if (piece === "$\\{") literal("${");
    else if (name !== undefined) readVariable(name, piece);
    else if (reading === "like" || reading === "arn") tokens.push(piece === "*" ? STAR : ANY);
    else literal(piece);
  }
  literal(text.slice(from));
  return make(reading, reading === "arn" ? keptToParts(tokens) : tokens, variables);

  function readVariable(name: string, piece: string): void {
    if (name === "*" || name === "?" || name === "$") {
      literal(name);
      return;
    }
    const [, key = "", fallback] = /^\s*([^,]*?)\s*(?:,\s*'([^']*)'\s*)?$/.exec(name) ?? [];
    if (key === "") {
      literal(piece);
      return;
    }
    tokens.push(VARIABLE - variables.length);
    variables.push({ key: key.toLowerCase(), fallback });
  }
}

function pushText(tokens: Token[], text: string, folded: boolean): void {
  for (let index = 0; index < text.length; index += 1) {
    if (!folded) tokens.push(text.charCodeAt(index));
    else tokens.push(...[...(text[index] as string).toLowerCase()].map((letter) => foldedCode(letter.charCodeAt(0))));
  }
}

function foldedCode(code: number): Token {
  const letter = String.fromCharCode(code);
  return letter.toUpperCase() === letter ? code : code + FOLDED;
}

/**
 * The wildcards of the first five parts of an ARN match no colon, those of the last part match any text. A short ARN that
 * ends in `*` stands for all that continues it.
 */
function keptToParts(tokens: readonly Token[]): readonly Token[] {
  if (tokens.length === 1 && tokens[0] === STAR) return tokens;
  let colons = 0;
  const kept = tokens.map((token) => {
    if (token === COLON) colons += 1;
    if (colons >= 5) return token;
    return token === STAR ? PART_STAR : token === ANY ? PART_ANY : token;
  });
  if (colons < 5 && kept[kept.length - 1] === PART_STAR) kept[kept.length - 1] = STAR;
  return kept;
}

const WHOLE_ARN = /^(?:[^:]*:){5}/;

/** How much of an ARN a pattern spells: `whole` takes nothing shorter, `short` no whole one. */
export function arnExtent(pattern: TextPattern): "whole" | "open" | "short" {
  if (pattern.literal !== undefined) return WHOLE_ARN.test(pattern.literal) ? "whole" : "short";
  const { tokens, variables } = pattern;
  const colons = tokens.filter((token) => token === COLON).length;
  if (colons >= 5) return "whole";
  return tokens[tokens.length - 1] === STAR || variables.length > 0 ? "open" : "short";
}

export function isVariable(token: Token): boolean {
  return token <= VARIABLE;
}

/** The key a variable's place names. */
export function variableOf(variables: readonly Variable[], token: Token): string | undefined {
  return variables[VARIABLE - token]?.key;
}

/** The pattern with its variables' values in their places; undefined where a key is missing, which matches nothing. */
export function bound(pattern: TextPattern, binding: Binding): TextPattern | undefined {
  if (pattern.variables.length === 0) return pattern;
  const values = pattern.variables.map(({ key, fallback }) => binding.get(key) ?? fallback);
  if (values.includes(undefined)) return undefined;
  const folded = pattern.reading === "equalsIgnoringCase";
  const tokens: Token[] = [];
  for (const token of pattern.tokens) {
    if (isVariable(token)) pushText(tokens, values[VARIABLE - token] as string, folded);
    else tokens.push(token);
  }
  return make(pattern.reading, tokens, []);
}

/** The pattern with any text in the place of its variables. */
export function loosened(pattern: TextPattern): TextPattern {
  if (pattern.variables.length === 0) return pattern;
  const known = loose.get(pattern);
  if (known) return known;
  const tokens = pattern.tokens.map((token) => (isVariable(token) ? STAR : token));
  const loosened = make(pattern.reading, tokens, []);
  loose.set(pattern, loosened);
  return loosened;
}

/** The pattern with a letter of its own in the place of each variable, which a `*` takes and nothing else does. */
export function withSymbols(pattern: TextPattern): TextPattern {
  if (pattern.variables.length === 0) return pattern;
  const known = symbolic.get(pattern);
  if (known) return known;
  const tokens = pattern.tokens.map((token) => {
    const variable = isVariable(token) ? pattern.variables[VARIABLE - token] : undefined;
    return variable === undefined ? token : symbolOf(variable);
  });
  const made = make(pattern.reading, tokens, []);
  symbolic.set(pattern, made);
  return made;
}

function symbolOf({ key, fallback }: Variable): Token {
  const name = `${key} ${fallback}`;
  const symbol = symbols.get(name) ?? SYMBOL + (symbols.size % SYMBOLS);
  symbols.set(name, symbol);
  return symbol;
}

/** The text itself, where a pattern matches no other. */
export function onlyText(pattern: TextPattern): string | undefined {
  if (pattern.literal !== undefined) return pattern.literal;
  const { tokens } = pattern;
  if (tokens.some((token) => token < 0 || token >= SYMBOL)) return undefined;
  let text = "";
  for (const token of tokens) text += String.fromCharCode(token);
  return text;
}

/** The shortest text that a pattern matches; undefined where it has letters that stand for variables. */
export function shortestText(pattern: TextPattern): string | undefined {
  if (pattern.literal !== undefined) return pattern.literal;
  let text = "";
  for (const token of pattern.tokens) {
    if (isStar(token)) continue;
    if (isVariable(token) || (token >= SYMBOL && token < FOLDED)) return undefined;
    if (token === ANY || token === PART_ANY) text += ORDINARY;
    else text += String.fromCharCode(token >= FOLDED ? token - FOLDED : token);
  }
  return text;
}

/** A character that few patterns name. */
const ORDINARY = "x";

/** Whether a place takes a character. */
export function takes(token: Token, code: number): boolean {
  if (token === code || token === STAR) return true;
  if (token === ANY) return code < SYMBOL;
  if (token === PART_STAR || token === PART_ANY) return code !== COLON && code < SYMBOL;
  return token >= FOLDED && String.fromCharCode(code).toLowerCase().charCodeAt(0) === token - FOLDED;
}

/** Whether two patterns part before the first wildcard of either, or behind the last: then no text matches both. */
export function areApart(first: TextPattern, second: TextPattern): boolean {
  if (first.literal !== undefined && second.literal !== undefined) return first.literal !== second.literal;
  const [a, b] = [first.tokens, second.tokens];
  const shorter = Math.min(a.length, b.length);
  let index = 0;
  while (index < shorter && isLetter(a[index]) && isLetter(b[index])) {
    if (a[index] !== b[index]) return true;
    index += 1;
  }
  if (index === shorter && a.length !== b.length) return isLetter((a.length > b.length ? a : b)[index]);
  for (let back = 1; back <= shorter - index; back += 1) {
    const [x, y] = [a[a.length - back], b[b.length - back]];
    if (!isLetter(x) || !isLetter(y)) return false;
    if (x !== y) return true;
  }
  return false;
}

function isLetter(token: Token | undefined): token is Token {
  return token !== undefined && token >= 0 && token < FOLDED;
}

export function isStar(token: Token): boolean {
  return token === STAR || token === PART_STAR;
}

/** Whether a pattern without variables matches a text. */
export function matchesText(pattern: TextPattern, text: string): boolean {
  if (pattern.literal !== undefined) return pattern.literal === text;
  const { tokens } = pattern;
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    const token = tokens[p] ?? END;
    if (isStar(token)) {
      star = p;
      resume = t;
      p += 1;
    } else if (token !== END && takes(token, text.charCodeAt(t))) {
      p += 1;
      t += 1;
    } else if (star >= 0 && takes(tokens[star] as Token, text.charCodeAt(resume))) {
      p = star + 1;
      resume += 1;
      t = resume;
    } else {
      return false;
    }
  }
  while (isStar(tokens[p] ?? END)) p += 1;
  return p === tokens.length;
}
