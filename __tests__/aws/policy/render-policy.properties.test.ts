import * as fc from "fast-check";
import { renderPolicy } from "../../../aws/policy/render-policy";
import type { Statement } from "../../../aws/policy/statement";

const ACTIONS = ["a:1", "a:2", "a:3"];
const RESOURCES = ["arn:x", "arn:y", "arn:z"];
const VALUES = ["p", "q", "r"];
const OPERATORS = ["StringEquals", "StringNotEquals", "ForAnyValue:StringEquals", "ForAllValues:StringEquals"] as const;

interface Request {
  readonly action: string;
  readonly resource: string;
  /** The values of the one condition key, `k` or `l`. */
  readonly context: Readonly<Record<string, readonly string[]>>;
}

/** Every request there is over the small world of these tests. */
const REQUESTS: readonly Request[] = ACTIONS.flatMap((action) =>
  RESOURCES.flatMap((resource) =>
    [[], ["p"], ["q"], ["p", "q"], ["q", "r"]].flatMap((k) =>
      [[], ["p"], ["r"]].map((l) => ({ action, resource, context: { k, l } })),
    ),
  ),
);

type Operator = (values: readonly string[], given: readonly string[]) => boolean;
const MEETS: Readonly<Record<string, Operator>> = {
  StringEquals: (values, given) => given.length > 0 && given.some((one) => values.includes(one)),
  StringNotEquals: (values, given) => !given.some((one) => values.includes(one)),
  "ForAnyValue:StringEquals": (values, given) => given.some((one) => values.includes(one)),
  "ForAllValues:StringEquals": (values, given) => given.every((one) => values.includes(one)),
};

interface Json {
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

function matches({ Action, Resource, Condition = {} }: Json, { action, resource, context }: Request): boolean {
  const conditions = Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => MEETS[operator]?.(values, context[key] ?? [])),
  );
  return Action.includes(action) && Resource.includes(resource) && conditions.every(Boolean);
}

/** What statements answer, each by itself: allowed, denied or nothing. */
function answers(statements: readonly Json[]): readonly string[] {
  return REQUESTS.map((request) => {
    const effects = statements.filter((statement) => matches(statement, request)).map(({ Effect }) => Effect);
    return effects.includes("Deny") ? "denied" : effects.includes("Allow") ? "allowed" : "nothing";
  });
}

const some = (items: readonly string[]) => fc.subarray([...items], { minLength: 1 });
const statement: fc.Arbitrary<Statement> = fc.record({
  sid: fc.constantFrom("A", "A", "B"),
  effect: fc.constantFrom("Allow" as const, "Allow" as const, "Deny" as const),
  actions: some(ACTIONS),
  resources: some(RESOURCES),
  conditions: fc.oneof(
    fc.constant(undefined),
    fc.dictionary(
      fc.constantFrom(...OPERATORS),
      fc.dictionary(fc.constantFrom("k", "l"), some(VALUES), { minKeys: 1 }),
      { minKeys: 1, maxKeys: 2 },
    ),
  ),
});
const statements = fc.array(statement, { maxLength: 8 });

const rendered = (input: readonly Statement[]): readonly Json[] => JSON.parse(renderPolicy(input)).Statement;

describe("rendering any policy", () => {
  it("answers every request as its statements did one by one", () => {
    fc.assert(
      fc.property(statements, (input) => {
        expect(answers(rendered(input))).toEqual(answers(input.flatMap((one) => rendered([one]))));
      }),
      { numRuns: 1000 },
    );
  });

  it("gives the same bytes whatever the order, and names each statement once", () => {
    const shuffled = statements.chain((input) =>
      fc.tuple(fc.constant(input), fc.shuffledSubarray(input, { minLength: input.length })),
    );
    fc.assert(
      fc.property(shuffled, ([input, order]) => {
        expect(renderPolicy(order)).toBe(renderPolicy(input));
        const sids = JSON.parse(renderPolicy(input)).Statement.map(({ Sid }: { Sid: string }) => Sid);
        expect(new Set(sids).size).toBe(sids.length);
      }),
      { numRuns: 1000 },
    );
  });

  it("has nothing left to unite: rendered again, it is the same", () => {
    fc.assert(
      fc.property(statements, (input) => {
        const again = rendered(input).map((json) => {
          const { Sid, Effect, Action, Resource, Condition } = json as Json & { Sid: string };
          return { sid: Sid, effect: Effect as "Allow", actions: Action, resources: Resource, conditions: Condition };
        });
        expect(renderPolicy(again)).toBe(renderPolicy(input));
      }),
      { numRuns: 300 },
    );
  });
});
