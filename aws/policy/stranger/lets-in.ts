import type { Test } from "../condition";
import { conditionTests, meetsTest } from "../evaluate/condition-test";
import { EvaluationError } from "../evaluate/evaluation-error";
import { actionCovers, type Grant } from "../grant";
import { ARNS, regionCovers } from "../region";
import { type Caller, candidateValues, withPlainVariables } from "./candidate-values";

/** A test that a request must meet, or must not. */
interface Demand {
  readonly test: Test;
  readonly met: boolean;
}

/** More ways to get past Denies than are tried: beyond it, a caller counts as let in. */
const MOST_STEPS = 5_000;

/** A lone `*` is meant for any ARN, whether or not IAM takes it for one. */
const ANY_ARN = "*:*:*:*:*:*";

/**
 * Whether the caller can make a request that an Allow lets through and no Deny forbids: for each condition key a value is
 * sought that the caller can bring about. `denies` are those that speak of the caller.
 */
export function letsIn(allow: Grant, denies: readonly Grant[], caller: Caller): boolean {
  const against = denies.filter(
    (deny) => actionCovers(deny, allow) && regionCovers(ARNS, deny.resource, allow.resource),
  );
  const demands = allow.tests.map((test) => ({ test, met: true }));
  let steps = 0;
  const pass = (past: number, held: readonly Demand[]): boolean => {
    steps += 1;
    if (steps > MOST_STEPS) return true;
    if (!canBeMet(held, caller)) return false;
    const deny = against[past];
    if (deny === undefined) return true;
    return deny.tests.some((test) => pass(past + 1, [...held, { test, met: false }]));
  };
  return pass(0, demands);
}

/** Keys are independent of one another: a stranger's account, role and network are whatever they need to be. */
function canBeMet(demands: readonly Demand[], caller: Caller): boolean {
  return [...new Set(demands.map(({ test }) => test.key))].every((key) => {
    const held = demands.filter(({ test }) => test.key === key);
    const values = candidateValues(
      key,
      held.map(({ test }) => test),
      caller,
    );
    return values.some((value) => held.every(({ test, met }) => meets(test, value) === met));
  });
}

/** A value that an operator cannot read meets nothing. */
function meets({ operator, name, values }: Test, value: string | undefined): boolean {
  const context = { values: () => (value === undefined ? [] : [value]), resolve: () => undefined };
  try {
    const wanted = values.map((each) => (/Arn/.test(operator) && each === "*" ? ANY_ARN : withPlainVariables(each)));
    const tests = conditionTests({ [operator]: { [name]: wanted } }, false, "");
    return tests.every((test) => meetsTest(test, context));
  } catch (error) {
    if (error instanceof EvaluationError) return false;
    throw error;
  }
}
