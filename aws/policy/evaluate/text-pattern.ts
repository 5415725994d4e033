import { EvaluationError } from "./evaluation-error";

/** A pattern's characters as codes; the two wildcards have codes that no character has. */
export type PatternCodes = readonly number[];

/** Gives a variable's value, or undefined where the request has none. */
export type Resolve = (variable: string) => string | undefined;

const ANY = -1;
const ONE = -2;
const COLON = ":".charCodeAt(0);
const ARN_PARTS = 6;
const VARIABLE = /\$\{([^}]*)\}/g;

/** A text of a policy, with its variables still in it. */
export interface Template {
  /** As the policy writes it. */
  readonly text: string;
  /** Undefined where the text has variables: then each request has codes of its own. */
  readonly codes: PatternCodes | undefined;
}

/** Reads a text. `variables` is false in policies of an earlier version than 2012-10-17, where `${…}` is plain text. */
export function template(text: string, variables: boolean): Template {
  const hasVariables = variables && text.includes("${");
  return { text, codes: hasVariables ? undefined : codesOf(text) };
}

/** The codes for a request; undefined where a variable has neither value nor default, so that nothing matches. */
export function resolved({ text, codes }: Template, resolve: Resolve): PatternCodes | undefined {
  if (codes) return codes;
  const found: number[] = [];
  let from = 0;
  for (const match of text.matchAll(VARIABLE)) {
    const value = variableValue(match[1] ?? "", text, resolve);
    if (value === undefined) return undefined;
    found.push(...codesOf(text.slice(from, match.index)), ...literalCodes(value));
    from = match.index + match[0].length;
  }
  const rest = text.slice(from);
  if (rest.includes("${")) throw new EvaluationError(`'${text}' has a policy variable that does not end`);
  return [...found, ...codesOf(rest)];
}

/**
 * `${aws:username}`, `${aws:username, 'default'}`, and the three characters that are escaped as variables.
 * Source: IAM user guide, "IAM policy elements: Variables and tags".
 */
function variableValue(variable: string, text: string, resolve: Resolve): string | undefined {
  if (variable === "*" || variable === "?" || variable === "$") return variable;
  const [, name, given] = /^\s*([^,']+?)\s*(?:,\s*'([^']*)'\s*)?$/.exec(variable) ?? [];
  if (name === undefined)
    throw new EvaluationError(
      `'${text}' has the policy variable '${variable}', which is neither a key nor a key, comma and default in single quotes`,
    );
  return resolve(name) ?? given;
}

function codesOf(text: string): number[] {
  return Array.from({ length: text.length }, (_, index) => {
    const code = text.charCodeAt(index);
    return code === 42 ? ANY : code === 63 ? ONE : code;
  });
}

function literalCodes(text: string): number[] {
  return Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
}

/** Whether `*` (any text) and `?` (any one character) can stand so that the pattern is the text. */
export function matchesText(pattern: PatternCodes, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    const code = pattern[p];
    if (code === ANY) {
      star = p;
      resume = t;
      p += 1;
    } else if (code === ONE || code === text.charCodeAt(t)) {
      p += 1;
      t += 1;
    } else if (star >= 0) {
      p = star + 1;
      resume += 1;
      t = resume;
    } else {
      return false;
    }
  }
  while (pattern[p] === ANY) p += 1;
  return p === pattern.length;
}

/** Compares without wildcards: `StringEquals` takes `*` and `?` as they stand. */
export function equalsText(pattern: PatternCodes, text: string): boolean {
  return pattern.length === text.length && pattern.every((code, index) => character(code) === text.charCodeAt(index));
}

function character(code: number): number {
  return code === ANY ? 42 : code === ONE ? 63 : code;
}

/** The same pattern without regard to letter case; the text has to be in lower case then. */
export function inLowerCase(pattern: PatternCodes): PatternCodes {
  return pattern.map((code) => (code < 0 ? code : String.fromCharCode(code).toLowerCase().charCodeAt(0)));
}

/**
 * Matches an ARN part by part, so that a wildcard of one part does not reach into the next; the sixth part is the rest,
 * colons and all. What has fewer parts is no ARN and matches none.
 * Source: IAM user guide, "Condition operators", on ARNs.
 */
export function matchesArn(pattern: PatternCodes, text: string): boolean {
  const wanted = partsOf(pattern);
  const actual = text.split(":");
  if (wanted.length < ARN_PARTS || actual.length < ARN_PARTS) return false;
  return wanted.every((part, index) =>
    matchesText(part, index < ARN_PARTS - 1 ? (actual[index] ?? "") : actual.slice(index).join(":")),
  );
}

/**
 * Matches a `Resource`, which is `*` or an ARN. One that is shorter than an ARN stands for all that continues it:
 * `arn:aws:sqs` and `arn:aws:sqs:*` are `arn:aws:sqs:*:*:*`.
 */
export function matchesResource(pattern: PatternCodes, text: string): boolean {
  if (pattern.every((code) => code === ANY)) return true;
  const missing = ARN_PARTS - partsOf(pattern).length;
  return matchesArn(missing > 0 ? [...pattern, ...Array(missing).fill([COLON, ANY]).flat()] : pattern, text);
}

function partsOf(pattern: PatternCodes): readonly PatternCodes[] {
  const parts: PatternCodes[] = [];
  let from = 0;
  while (parts.length < ARN_PARTS - 1) {
    const colon = pattern.indexOf(COLON, from);
    if (colon < 0) break;
    parts.push(pattern.slice(from, colon));
    from = colon + 1;
  }
  return [...parts, pattern.slice(from)];
}
