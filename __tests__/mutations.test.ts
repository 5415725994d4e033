import { judge } from "./evaluation/judge";
import { type Mutation, mutations } from "./evaluation/mutate";
import { type Subject, subjects } from "./evaluation/permission-case";
import type { AttachedPolicy, PolicyStatement } from "./evaluation/policy-set";
import { replaced } from "./evaluation/replaced";
import { isAsked } from "./evaluation/request";

/** A statement, and every place it stands in. */
interface Target {
  readonly name: string;
  readonly statement: PolicyStatement;
  readonly places: readonly { readonly subject: Subject; readonly policy: AttachedPolicy }[];
}

interface Outcome {
  readonly target: string;
  readonly change: string;
  readonly caught: boolean;
}

describe("a change to one statement of a synthesized policy", () => {
  const all = targets(subjects());
  const outcomes: Outcome[] = [];

  beforeAll(async () => {
    for (const target of all) {
      for (const mutation of mutations(target.statement)) {
        const caught = await isCaught(target, mutation);
        outcomes.push({ target: target.name, change: mutation.change, caught });
      }
    }
    const caught = outcomes.filter((outcome) => outcome.caught).length;
    const share = ((100 * caught) / outcomes.length).toFixed(1);
    console.info(`${all.length} statements, ${outcomes.length} changes, ${caught} caught by a case (${share} %)`);
  });

  test("is caught by at least one case", () => {
    const missed = outcomes.filter(({ caught }) => !caught).map(({ target, change }) => `${target}: ${change}`);
    expect(missed).toEqual([]);
  });

  test("is made to every statement", () => {
    const changed = new Set(outcomes.map(({ target }) => target));
    expect(all.map(({ name }) => name).filter((name) => !changed.has(name))).toEqual([]);
  });
});

/** Every statement once: the same statement of the same kind of policy is one target, and any case about it may catch. */
function targets(all: readonly Subject[]): readonly Target[] {
  const found = new Map<string, Target>();
  for (const subject of all) {
    for (const policy of subject.policies.policies) {
      for (const statement of policy.document.Statement) {
        const same = JSON.stringify([policy.name, statement]);
        const first = found.get(same) ?? { name: `${subject.name}, ${policy.name}: ${statement.Sid}`, places: [] };
        found.set(same, { ...first, statement, places: [...first.places, { subject, policy }] });
      }
    }
  }
  return [...found.values()];
}

async function isCaught({ statement, places }: Target, mutation: Mutation): Promise<boolean> {
  for (const { subject, policy } of places) {
    const mutated = replaced(subject.policies, policy, statement, mutation);
    for (const permissionCase of subject.cases.filter((one) => isAsked(policy, one, subject.policies))) {
      const { answer } = await judge(permissionCase, mutated);
      if (answer !== permissionCase.expect) return true;
    }
  }
  return false;
}
