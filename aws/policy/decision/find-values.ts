import type { ConditionKeyType } from "../../actions/condition-key-types";
import type { Test } from "../condition";
import { findText, GIVEN_UP } from "./find-text";
import { type Operator, operatorNamed } from "./operator";
import { isLinear, type LinearComparison, pointOf, pointsAmong, type Stretch, stretchOf, textAt } from "./points";
import {
  type Binding,
  bound,
  loosened,
  matchesText,
  type Reading,
  type TextPattern,
  textPattern,
} from "./text-pattern";

/** A test that a request must meet, or must not. */
export interface Literal {
  readonly test: Test;
  readonly isMet: boolean;
}

/** The values a request has for a key: none where it lacks the key. */
export type Values = readonly string[];

/** What is known of the keys that variables name; where nothing is, a variable may be any text. */
export type Bound = Binding | undefined;

/** Whether a value must be one of those a test lists, or none of them. */
interface Demand {
  readonly test: Test;
  readonly operator: Operator;
  readonly isListed: boolean;
}

/**
 * Values of one key that meet what is wanted of it: first none, then one, or as many as the key may have. Undefined where
 * there are none. Errs on one side only: `GIVEN_UP` where it could not be told.
 */
export function findValues(
  literals: readonly Literal[],
  type: ConditionKeyType,
  binding: Bound,
): Values | undefined | typeof GIVEN_UP {
  if (contradict(literals)) return undefined;
  const absence = literals.every(({ test, isMet }) => isMetByAbsence(test, type.hasMany) === isMet) ? [] : undefined;
  if (absence && !literals.some(({ test }) => isReadInTwoWays(test))) return absence;
  if (literals.some((literal) => presenceOf(literal) === "absent")) return absence;
  const compared = literals.filter(({ test }) => operatorOf(test).comparison !== "presence");
  const found = type.hasMany ? findSet(compared, type, binding) : findOne(compared.map(oneValued), type, binding);
  return found ?? absence;
}

/** Whether values that are given meet a test. */
export function meetsTest(test: Test, values: Values, hasMany: boolean, binding: Binding): boolean {
  if (values.length === 0) return isMetByAbsence(test, hasMany);
  const operator = operatorOf(test);
  if (operator.comparison === "presence") return test.values.includes("false");
  const meets = (value: string) => isListed(test, operator, value, binding) !== operator.isNegated;
  if (!hasMany) return meets(values[0] as string);
  return needsAll(operator) ? values.every(meets) : values.some(meets);
}

/** Whether a request without the key meets a test. Of several values `ForAnyValue` asks for one, with `IfExists` too; of one it says nothing. */
export function isMetByAbsence(test: Test, hasMany: boolean): boolean {
  const { comparison, ifExists, quantifier, isNegated } = operatorOf(test);
  if (comparison === "presence") return test.values.includes("true");
  if (quantifier === "ForAnyValue") return ifExists && !hasMany;
  return quantifier === "ForAllValues" || isNegated || ifExists;
}

/** AWS does not say what `ForAnyValue` with `IfExists` asks of a key with one value: a request that has it proves more than one without. */
function isReadInTwoWays(test: Test): boolean {
  const { quantifier, ifExists } = operatorOf(test);
  return quantifier === "ForAnyValue" && ifExists;
}

export function operatorOf({ operator }: Test): Operator {
  return operatorNamed(operator) as Operator;
}

function contradict(literals: readonly Literal[]): boolean {
  return literals.some(
    ({ test, isMet }, index) =>
      isMet && literals.some((other, place) => place !== index && !other.isMet && other.test.id === test.id),
  );
}

/** Whether a literal about presence leaves room for a request that has the key. */
function presenceOf({ test, isMet }: Literal): "absent" | "any" {
  if (operatorOf(test).comparison !== "presence") return "any";
  return test.values.includes("false") === isMet ? "any" : "absent";
}

/** On a key with one value `ForAnyValue` and `ForAllValues` say nothing of their own. */
function oneValued({ test, isMet }: Literal): Demand {
  const operator = operatorOf(test);
  return { test, operator, isListed: isMet !== operator.isNegated };
}

/** A test without `ForAnyValue` or `ForAllValues` on a key of many values: all must be none of those listed, or one of them one. */
function needsAll({ quantifier, isNegated }: Operator): boolean {
  return quantifier === "ForAllValues" || (quantifier === "" && isNegated);
}

/**
 * One value where that is enough; else what all values must be, and for each thing that some value must be, such a value beside
 * them. What a test without `ForAnyValue` or `ForAllValues` makes of several values AWS does not say: one of them is taken to be enough.
 */
function findSet(
  literals: readonly Literal[],
  type: ConditionKeyType,
  binding: Bound,
): Values | undefined | typeof GIVEN_UP {
  const alone = findOne(literals.map(oneValued), type, binding);
  if (alone !== undefined) return alone;
  const ofAll: Demand[] = [];
  const ofSome: Demand[] = [];
  for (const literal of literals) {
    const demand = oneValued(literal);
    const list = needsAll(demand.operator) === literal.isMet ? ofAll : ofSome;
    list.push(demand);
  }
  const values: string[] = [];
  for (const some of ofSome.length === 0 ? [[]] : ofSome.map((demand) => [demand])) {
    const found = findOne([...some, ...ofAll], type, binding);
    if (found === undefined || found === GIVEN_UP) return found;
    values.push(...found);
  }
  return [...new Set(values)];
}

/** A value that meets every demand, of those that the key's type has. */
function findOne(
  demands: readonly Demand[],
  { values }: ConditionKeyType,
  binding: Bound,
): Values | undefined | typeof GIVEN_UP {
  if (values === "bool") return single(["true", "false"].find((value) => meetsAll(demands, value, binding)));
  const linear = demands.filter(({ operator }) => isLinear(operator.comparison));
  const isOfPoints = values !== "text";
  if (linear.length < demands.length || (linear.length === 0 && !isOfPoints)) {
    if (linear.length === 0 && !isOfPoints) return single(findValue(...textsOf(demands, binding)));
    return findAcrossFamilies(demands, pointCandidates(linear, binding), binding);
  }
  const candidates = isOfPoints
    ? pointCandidates(linear, binding, values)
    : [...pointCandidates(linear, binding), NOT_COMPARABLE];
  return single(candidates.find((value) => meetsAll(demands, value, binding)));
}

/** A text that is no number, date or address. */
const NOT_COMPARABLE = "";

/** Texts and numbers on one key, which no policy of AWS's has: what can be found is right, what cannot is not denied. */
function findAcrossFamilies(
  demands: readonly Demand[],
  points: readonly string[],
  binding: Bound,
): Values | undefined | typeof GIVEN_UP {
  const texts = demands.filter(({ operator }) => !isLinear(operator.comparison));
  const text = findValue(...textsOf(texts, binding));
  if (text === undefined) return undefined;
  const listed = demands.flatMap(({ test }) => test.values);
  const found = [...points, ...listed, ...(text === GIVEN_UP ? [] : [text])].find((value) =>
    meetsAll(demands, value, binding),
  );
  return found === undefined ? GIVEN_UP : [found];
}

/** An empty text only where there is no other: AWS takes one for no value at all in `ForAllValues`. */
function findValue(
  inside: (readonly TextPattern[])[],
  outside: readonly TextPattern[],
): string | undefined | typeof GIVEN_UP {
  const found = findText([...inside, SOME_TEXT], outside);
  return found === undefined ? findText(inside, outside) : found;
}

const SOME_TEXT = [textPattern("?*", "like")];

function single(found: string | undefined | typeof GIVEN_UP): Values | undefined | typeof GIVEN_UP {
  return typeof found === "string" ? [found] : found;
}

function meetsAll(demands: readonly Demand[], value: string, binding: Bound): boolean {
  return demands.every(({ test, operator, isListed: wanted }) => {
    if (binding === undefined && test.values.some((listed) => listed.includes("${"))) return true;
    return isListed(test, operator, value, binding ?? new Map()) === wanted;
  });
}

function pointCandidates(demands: readonly Demand[], binding: Bound, type?: LinearComparison): string[] {
  const compared = demands.map(({ operator }) => operator.comparison).filter(isLinear);
  const comparisons = [...new Set(type === undefined ? compared : [...compared, type])];
  return comparisons.flatMap((comparison) => {
    const stretches = demands
      .filter(({ operator }) => operator.comparison === comparison)
      .flatMap((demand) => stretchesOf(demand, binding));
    return pointsAmong(comparison, stretches).map((point) => textAt(comparison, point));
  });
}

function stretchesOf({ test, operator }: Omit<Demand, "isListed">, binding: Bound): Stretch[] {
  const { comparison, relation } = operator;
  if (!isLinear(comparison)) return [];
  return test.values.flatMap((value) => {
    const text = resolved(value, binding);
    return text === undefined ? [] : (stretchOf(comparison, relation, text) ?? []);
  });
}

/** A value of a test with its variables filled in. */
function resolved(value: string, binding: Bound): string | undefined {
  if (!value.includes("${")) return value;
  const pattern = bound(textPattern(value, "equals"), binding ?? new Map());
  return pattern && String.fromCharCode(...pattern.tokens);
}

/** Whether a value is among those a test lists. */
function isListed(test: Test, operator: Operator, value: string, binding: Binding): boolean {
  const { comparison } = operator;
  if (isLinear(comparison)) {
    const point = pointOf(comparison, value);
    if (point === undefined) return false;
    return stretchesOf({ test, operator }, binding).some(({ first, last }) => first <= point && point <= last);
  }
  return patternsOf(test, operator).some((pattern) => {
    const whole = bound(pattern, binding);
    return whole !== undefined && matchesText(whole, value);
  });
}

function patternsOf(test: Test, { comparison }: Operator): readonly TextPattern[] {
  return test.values.map((value) => textPattern(value, comparison as Reading));
}

/** The demands as lists of patterns: of each of the first one must match, and none of the second. */
function textsOf(demands: readonly Demand[], binding: Bound): [(readonly TextPattern[])[], readonly TextPattern[]] {
  const inside: (readonly TextPattern[])[] = [];
  const outside: TextPattern[] = [];
  for (const { test, operator, isListed: wanted } of demands) {
    const patterns = patternsOf(test, operator);
    if (wanted) inside.push(patterns.flatMap((pattern) => insideOf(pattern, binding)));
    else outside.push(...patterns.flatMap((pattern) => outsideOf(pattern, binding)));
  }
  return [inside, outside];
}

/** A pattern that a text is to match: its variables have their values, or may be anything. */
export function insideOf(pattern: TextPattern, binding: Bound): readonly TextPattern[] {
  if (binding === undefined) return [loosened(pattern)];
  const whole = bound(pattern, binding);
  return whole === undefined ? [] : [whole];
}

/** A pattern that a text is not to match: as long as its variables have no values, they may be such that it does not. */
export function outsideOf(pattern: TextPattern, binding: Bound): readonly TextPattern[] {
  if (binding === undefined) return pattern.variables.length === 0 ? [pattern] : [];
  const whole = bound(pattern, binding);
  return whole === undefined ? [] : [whole];
}
