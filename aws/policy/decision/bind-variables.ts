import type { Box } from "./box";
import { GIVEN_UP } from "./find-text";
import { isMetByAbsence, type Literal, meetsTest, operatorOf } from "./find-values";
import {
  ANY,
  type Binding,
  FOLDED,
  isStar,
  isVariable,
  PART_ANY,
  type Reading,
  type TextPattern,
  textPattern,
  variableOf,
} from "./text-pattern";

/** More ways to fill in the variables of one box than this are not tried. */
const MAX_BINDINGS = 2000;
/** What no policy names, of any length. */
const FRESH = "Zq0x";

/**
 * What the variables of a box may be, as far as its patterns can tell the difference: what stands in the same place of another
 * pattern, what the tests of the key itself name, texts that nobody names of each length that a `?` may count, and nothing.
 * `GIVEN_UP` where there are too many.
 */
export function* bindings(box: Box): Generator<Binding | typeof GIVEN_UP> {
  if (!mayHaveVariables(box)) return yield NO_VARIABLES;
  const places = placesOf(box);
  const keys = [...new Set(places.flat().flatMap(({ variables }) => variables.map(({ key }) => key)))];
  const needed = new Set(neededPatterns(box).flatMap(({ variables }) => variables.map(({ key }) => key)));
  const choices = keys.map((key) => {
    const literals = box.literals.get(key) ?? [];
    const isBestAbsent = !needed.has(key) && literals.every(({ test, isMet }) => isMetByAbsence(test, false) === isMet);
    return isBestAbsent ? [undefined] : choicesOf(key, places, literals);
  });
  let count = 0;
  for (const values of combinations(choices)) {
    count += 1;
    if (count > MAX_BINDINGS) return yield GIVEN_UP;
    yield new Map(keys.map((key, index) => [key, values[index]]));
  }
}

/** What there is to fill in where nothing is. */
export const NO_VARIABLES: Binding = new Map();

/** The common case, at little cost: nothing to be filled in. */
function mayHaveVariables({ inside, outside, literals }: Box): boolean {
  if (outside.some(hasVariables) || inside.some((patterns) => patterns.some(hasVariables))) return true;
  for (const of of literals.values())
    if (of.some(({ test }) => test.values.some((value) => value.includes("${")))) return true;
  return false;
}

function hasVariables({ variables }: TextPattern): boolean {
  return variables.length > 0;
}

/**
 * Patterns that a text of the request has to match, or may have to: a variable that is in none of them does best to be absent,
 * since what has it then matches nothing.
 */
function neededPatterns({ inside, outside, literals }: Box): readonly TextPattern[] {
  const listed = [...literals.values()].flat().filter(({ test, isMet }) => operatorOf(test).isNegated !== isMet);
  const withFallback = outside.filter(({ variables }) => variables.some(({ fallback }) => fallback !== undefined));
  return [...inside.flat(), ...withFallback, ...listed.flatMap(patternsOf)];
}

/** The patterns of each text of a request: of its resource, and of each key's values. */
function placesOf({ inside, outside, literals }: Box): (readonly TextPattern[])[] {
  return [[...inside.flat(), ...outside], ...[...literals.values()].map((of) => of.flatMap(patternsOf))];
}

function patternsOf({ test }: Literal): readonly TextPattern[] {
  const { comparison } = operatorOf(test);
  const reading = READINGS.find((one) => one === comparison) ?? "equals";
  return comparison === "presence" ? [] : test.values.map((value) => textPattern(value, reading));
}

const READINGS: readonly Reading[] = ["equals", "equalsIgnoringCase", "like", "arn"];

function choicesOf(
  key: string,
  places: readonly (readonly TextPattern[])[],
  literals: readonly Literal[],
): (string | undefined)[] {
  const named = literals.flatMap(patternsOf).flatMap(samples);
  const alike = places
    .filter((patterns) => patterns.some(({ variables }) => variables.some((variable) => variable.key === key)))
    .flatMap((patterns) => besides(key, patterns));
  const all = new Set<string | undefined>([FRESH, undefined, ...named, ...alike, ...freshTexts(places)]);
  const binding: Binding = new Map();
  const fixed = literals.filter(({ test }) => !test.values.some((value) => value.includes("${")));
  return [...all].filter((value) =>
    fixed.every(({ test, isMet }) => meetsTest(test, value === undefined ? [] : [value], false, binding) === isMet),
  );
}

/** Texts that nobody names, of each length that the `?` of the patterns can tell apart. */
function freshTexts(places: readonly (readonly TextPattern[])[]): string[] {
  const longest = Math.max(
    0,
    ...places.flat().map(({ tokens }) => tokens.filter((token) => token === ANY || token === PART_ANY).length),
  );
  return longest === 0 ? [""] : Array.from({ length: longest + 2 }, (_, length) => fresh(length));
}

function fresh(length: number): string {
  return FRESH.repeat(Math.ceil(length / FRESH.length)).slice(0, length);
}

/** Texts that a pattern matches, its wildcards short and long, its letters small and capital where that is the same to it. */
function samples({ tokens, reading }: TextPattern): string[] {
  const texts = ["", FRESH].map((any) =>
    tokens
      .map((token) => {
        if (isVariable(token)) return FRESH;
        if (isStar(token)) return any;
        if (token < 0) return "Z";
        return String.fromCharCode(token >= FOLDED ? token - FOLDED : token);
      })
      .join(""),
  );
  return reading === "equalsIgnoringCase" ? [...texts, ...texts.map((text) => text.toUpperCase())] : texts;
}

/** What the other patterns have where one has the variable: up to what follows it there, and in pieces. */
function besides(key: string, patterns: readonly TextPattern[]): string[] {
  const found: string[] = [];
  const texts = patterns.flatMap(samples);
  for (const { tokens, variables } of patterns) {
    const place = tokens.findIndex((token) => isVariable(token) && variableOf(variables, token) === key);
    if (place < 0) continue;
    const before = textOf(tokens.slice(0, place));
    const after = textOf(tokens.slice(place + 1));
    for (const text of texts) {
      const rest = text.startsWith(before) ? text.slice(before.length) : text;
      found.push(rest, ...rest.split(/[:/]/));
      if (after !== "" && rest.endsWith(after)) found.push(rest.slice(0, -after.length));
      if (after !== "" && rest.includes(after)) found.push(rest.slice(0, rest.indexOf(after)));
    }
  }
  return found;
}

function textOf(tokens: readonly number[]): string {
  return tokens.map((token) => (token < 0 ? "" : String.fromCharCode(token % FOLDED))).join("");
}

function* combinations<T>(choices: readonly (readonly T[])[]): Generator<readonly T[]> {
  const [first, ...rest] = choices;
  if (first === undefined) return yield [];
  for (const others of combinations(rest)) for (const one of first) yield [one, ...others];
}
