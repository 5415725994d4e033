import { type ConditionBlock, listOf } from "./policy-set";

type Context = Readonly<Record<string, string | readonly string[]>>;
type Matches = (actual: string, wanted: string) => boolean;

/** The operators our policies use. Each asks whether a value of the request is the one that is wanted. */
const OPERATORS: Readonly<Record<string, Matches>> = {
  StringEquals: (actual, wanted) => actual === wanted,
  StringLike: matchesPattern,
  ArnLike: matchesArn,
  Bool: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
};

/** Whether a request meets every key of a condition block. A key that the request lacks is met only `IfExists`. */
export function meets(conditions: ConditionBlock, context: Context): boolean {
  const known = new Map(Object.entries(context).map(([key, values]) => [key.toLowerCase(), listOf<string>(values)]));
  return Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => meetsKey(operator, known.get(key.toLowerCase()), listOf(wanted))),
  );
}

function meetsKey(operator: string, actual: readonly string[] | undefined, wanted: readonly string[]): boolean {
  const [, quantifier, name = "", ifExists] = /^(ForAnyValue:)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  const matches = OPERATORS[name];
  if (!matches) throw new Error(`the condition operator ${operator} is not known here: add it to OPERATORS`);
  if (wanted.some((value) => value.includes("${"))) throw new Error(`policy variables are not known here: ${wanted}`);
  if (actual === undefined) return ifExists !== undefined && quantifier === undefined;
  if (!quantifier && actual.length !== 1) throw new Error(`${operator} takes one value of the request, got ${actual}`);
  return actual.some((value) => wanted.some((candidate) => matches(value, candidate)));
}

/** `*` is any text and `?` any one character. */
export function matchesPattern(text: string, pattern: string): boolean {
  const expression = pattern
    .split(/([*?])/)
    .map((part) => (part === "*" ? ".*" : part === "?" ? "." : part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")))
    .join("");
  return new RegExp(`^${expression}$`, "s").test(text);
}

/** Part by part, so that a `*` in one part of an ARN does not reach into the next; the last part is the rest. */
function matchesArn(text: string, pattern: string): boolean {
  const wanted = arnParts(pattern);
  const actual = arnParts(text);
  return actual.length === wanted.length && wanted.every((part, index) => matchesPattern(actual[index] ?? "", part));
}

function arnParts(arn: string): readonly string[] {
  const parts = arn.split(":");
  return [...parts.slice(0, 5), parts.slice(5).join(":")];
}
