import { patternCovers } from "./pattern";

/** One line of a condition block: the key must meet the operator with one of the values. */
export interface Test {
  readonly operator: string;
  /** In lower case, as IAM compares keys. */
  readonly key: string;
  /** The key as it was written. */
  readonly name: string;
  readonly values: readonly string[];
}

/** How a family of operators compares: when meeting the first value implies meeting the second. */
type Implies = (value: string, other: string) => boolean;

const same: Implies = (value, other) => value === other;
const sameIgnoringCase: Implies = (value, other) => value.toLowerCase() === other.toLowerCase();
const number = (direction: 1 | -1, strict: boolean): Implies => {
  return (value, other) => {
    const difference = (comparable(value) - comparable(other)) * direction;
    return strict ? difference > 0 : difference >= 0;
  };
};

/** An operator with the operators it implies, and how their values must stand to one another. */
const IMPLICATIONS: Readonly<Record<string, Readonly<Record<string, Implies>>>> = {
  StringEquals: {
    StringEquals: same,
    StringEqualsIgnoreCase: sameIgnoringCase,
    StringLike: (value, other) => patternCovers(other, literal(value)),
  },
  StringEqualsIgnoreCase: { StringEqualsIgnoreCase: sameIgnoringCase },
  StringLike: { StringLike: (value, other) => patternCovers(other, value) },
  ArnLike: { ArnLike: (value, other) => patternCovers(other, value) },
  Bool: { Bool: sameIgnoringCase },
  BinaryEquals: { BinaryEquals: same },
  Null: { Null: sameIgnoringCase },
  IpAddress: { IpAddress: (value, other) => networkCovers(other, value) },
  NumericEquals: { NumericEquals: (value, other) => comparable(value) === comparable(other) },
  NumericLessThan: { NumericLessThan: number(-1, false), NumericLessThanEquals: number(-1, false) },
  NumericLessThanEquals: { NumericLessThanEquals: number(-1, false), NumericLessThan: number(-1, true) },
  NumericGreaterThan: { NumericGreaterThan: number(1, false), NumericGreaterThanEquals: number(1, false) },
  NumericGreaterThanEquals: { NumericGreaterThanEquals: number(1, false), NumericGreaterThan: number(1, true) },
  DateEquals: { DateEquals: (value, other) => comparable(value) === comparable(other) },
  DateLessThan: { DateLessThan: number(-1, false), DateLessThanEquals: number(-1, false) },
  DateLessThanEquals: { DateLessThanEquals: number(-1, false), DateLessThan: number(-1, true) },
  DateGreaterThan: { DateGreaterThan: number(1, false), DateGreaterThanEquals: number(1, false) },
  DateGreaterThanEquals: { DateGreaterThanEquals: number(1, false), DateGreaterThan: number(1, true) },
};

/** Operators that deny their values: each further value narrows. */
const NEGATED =
  /^(StringNotEquals|StringNotEqualsIgnoreCase|StringNotLike|ArnNotLike|NumericNotEquals|DateNotEquals|NotIpAddress)$/;

/** Whether two conditions are such that whatever meets `strict` meets `loose`: each test of `loose` follows from one of `strict`. */
export function conditionImplies(strict: readonly Test[], loose: readonly Test[]): boolean {
  return loose.every((wanted) => strict.some((given) => testImplies(given, wanted)));
}

/** Whether a statement's values may be split over several statements without a change: not so for negated operators and `ForAllValues`. */
export function isSplittable(test: Test): boolean {
  const { quantifier, base } = parts(test.operator);
  return quantifier !== "ForAllValues" && !NEGATED.test(base);
}

/** The operator's own spelling, and one name for operators that are the same: `ArnEquals` is `ArnLike`. */
export function canonicalOperator(operator: string): string {
  const { quantifier, base, ifExists } = parts(operator);
  const name = { ArnEquals: "ArnLike", ArnNotEquals: "ArnNotLike" }[base] ?? base;
  return `${quantifier ? `${quantifier}:` : ""}${name}${ifExists ? "IfExists" : ""}`;
}

function testImplies(given: Test, wanted: Test): boolean {
  if (given.key !== wanted.key) return false;
  const from = parts(given.operator);
  const to = parts(wanted.operator);
  if (to.base === "Null") return wanted.values.join() === "false" && isPresence(given, from);
  if (from.quantifier !== to.quantifier || (from.ifExists && !to.ifExists)) return false;
  if (NEGATED.test(from.base))
    return from.base === to.base && wanted.values.every((value) => given.values.includes(value));
  const implies = IMPLICATIONS[from.base]?.[to.base];
  if (implies === undefined) return from.base === to.base && given.values.join("\n") === wanted.values.join("\n");
  return given.values.every((value) => wanted.values.some((other) => implies(value, other)));
}

/** Whether a test can only be met by a request that has the key. */
function isPresence(test: Test, { quantifier, base, ifExists }: OperatorParts): boolean {
  if (base === "Null") return test.values.join() === "false";
  return quantifier !== "ForAllValues" && !ifExists && !NEGATED.test(base);
}

interface OperatorParts {
  readonly quantifier: string;
  readonly base: string;
  readonly ifExists: boolean;
}

const KNOWN_PARTS = new Map<string, OperatorParts>();

/** There are few operators, and each is met often. */
function parts(operator: string): OperatorParts {
  const known = KNOWN_PARTS.get(operator) ?? partsOf(operator);
  KNOWN_PARTS.set(operator, known);
  return known;
}

function partsOf(operator: string): OperatorParts {
  const [, quantifier = "", base = "", ifExists] =
    /^(?:(ForAnyValue|ForAllValues):)?(.*?)(IfExists)?$/.exec(operator) ?? [];
  return { quantifier, base, ifExists: ifExists !== undefined };
}

/** `StringEquals` takes wildcards as they stand: no pattern contains one but by a wildcard of its own. */
function literal(value: string): string {
  return value.replace(/[*?]/g, "\u0000");
}

function comparable(value: string): number {
  const plain = Number(value);
  return Number.isNaN(plain) ? Date.parse(value) : plain;
}

function networkCovers(outer: string, inner: string): boolean {
  if (outer === inner) return true;
  const [wide, narrow] = [network(outer), network(inner)];
  if (!wide || !narrow || narrow.length < wide.length) return false;
  const shift = 32 - wide.length;
  return shift === 32 || wide.address >>> shift === narrow.address >>> shift;
}

/** An IPv4 network; IPv6 ones are compared as text. */
function network(text: string): { address: number; length: number } | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(text);
  if (!match) return undefined;
  const address = match.slice(1, 5).reduce((sum, part) => sum * 256 + Number(part), 0);
  return { address: address >>> 0, length: match[5] === undefined ? 32 : Number(match[5]) };
}
