import { operatorNamed } from "./decision/operator";

/** One line of a condition block: the key must meet the operator with one of the values. */
export interface Test {
  /** Equal for tests that say the same. */
  readonly id: string;
  /** In IAM's own spelling; `ArnEquals` is `ArnLike`. */
  readonly operator: string;
  /** In lower case, as IAM compares keys. */
  readonly key: string;
  /** The key as it was written. */
  readonly name: string;
  readonly values: readonly string[];
}

/** Whether a test's values may be split over several statements without a change: not so for negated operators and `ForAllValues`. */
export function isSplittable({ operator }: Test): boolean {
  const known = operatorNamed(operator);
  return known !== undefined && known.quantifier !== "ForAllValues" && !known.isNegated;
}

/** Equal for equal tests. */
export function conditionKeyOf(tests: readonly Test[]): string {
  return tests.map(({ id }) => `\u0003${id}`).join("");
}
