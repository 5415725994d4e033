import { EvaluationError } from "./evaluation-error";
import { type Matches, type Operator, operatorOf, truth } from "./operators";
import { type ConditionBlock, listOf } from "./policy-document";
import type { RequestContext } from "./request-context";

/** One line of a condition block: an operator, a key and the values it wants. */
export interface ConditionTest {
  readonly operator: string;
  readonly key: string;
  readonly wanted: readonly string[];
  readonly parts: Operator;
  readonly matches: readonly Matches[];
}

/** What a test asks of a request. */
type Asked = Pick<RequestContext, "values" | "resolve">;

/** Reads a condition block; `where` begins the messages of its errors. */
export function conditionTests(block: ConditionBlock, variables: boolean, where: string): readonly ConditionTest[] {
  return Object.entries(block).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => {
      const wanted = listOf(values).map(String);
      return located(`${where}.${operator}.${key}`, () => {
        const parts = operatorOf(operator);
        if (parts.family === undefined) wanted.forEach(truth);
        const matches = wanted.flatMap((value) => (parts.family ? [parts.family.read(value, variables)] : []));
        return { operator, key, wanted, parts, matches };
      });
    }),
  );
}

/**
 * Whether a request meets a test. A key that the request lacks meets negated operators, `…IfExists` and `ForAllValues`;
 * `ForAnyValue` asks for a value, with `IfExists` too. Source: IAM user guide, "IAM JSON policy elements: Condition
 * operators" and "Set operators for multivalued context keys".
 */
export function meetsTest(test: ConditionTest, context: Asked): boolean {
  return located(`${test.operator} of ${test.key}`, () => decide(test, context));
}

function decide({ key, wanted, parts, matches }: ConditionTest, context: Asked): boolean {
  const { quantifier, ifExists, family } = parts;
  const values = context.values(key);
  if (family === undefined) return wanted.some((value) => truth(value) === (values.length === 0));
  const isMet = (value: string) => matches.some((match) => match(value, context.resolve)) !== family.negated;
  // To a quantifier, an empty text is an empty set.
  if (quantifier === "ForAllValues") return values.every((value) => value === "" || isMet(value));
  if (quantifier === "ForAnyValue") return values.some((value) => value !== "" && isMet(value));
  const [value] = values;
  if (value === undefined) return ifExists || family.negated;
  if (values.length > 1)
    throw new EvaluationError(
      `the request has ${values.length} values of the key, and the operator takes one: it needs ForAnyValue or ForAllValues`,
    );
  return isMet(value);
}

/** Begins what is thrown with the place it concerns. */
export function located<T>(where: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof EvaluationError) throw new EvaluationError(`${where}: ${error.message}`);
    throw error;
  }
}
