import { listOf, type PolicyStatement } from "../aws/policy/evaluate/policy-document";
import { type Mutation, mutations } from "../testing/mutation/mutations";
import type { HeldPolicy } from "../testing/policy-world";
import { type PermissionCase, requestOf, type Subject, subjects, verdictOf } from "./evaluation/permission-case";
import { simulate } from "./evaluation/simulate";

/** Where a statement stands. */
interface Place {
  readonly subject: Subject;
  readonly policy: HeldPolicy;
  readonly index: number;
  /** The cases in which the policy has a say. */
  readonly cases: readonly PermissionCase[];
}

/** A statement, and every place it stands in. */
interface Target {
  readonly name: string;
  readonly statement: PolicyStatement;
  readonly places: readonly Place[];
}

interface Outcome {
  readonly target: string;
  readonly change: string;
  readonly caught: boolean;
}

const all = targets(subjects());

describe("a change to one statement of a synthesized policy", () => {
  const outcomes: Outcome[] = [];

  beforeAll(() => {
    for (const target of all) {
      for (const mutation of mutations(target.statement)) {
        outcomes.push({ target: target.name, change: mutation.change, caught: isCaught(target, mutation) });
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

  test("is answered by the simulator as by the kit, for the same reason, wherever both can judge", async () => {
    const differences: string[] = [];
    let judged = 0;
    for (const { name, statement, places } of all) {
      // The other environments have the same policies under other names.
      for (const place of places.filter(({ subject }) => !/ in (staging|prod)$/.test(subject.name))) {
        for (const mutation of mutations(statement)) {
          const changed = changedPermissions(place, mutation);
          for (const one of place.cases.filter(({ evaluator }) => evaluator === undefined)) {
            const { policies, unknown: _, ...question } = changed.question(requestOf(one));
            const { ignoredContextKeys: __, ...simulated } = await simulate(question, policies);
            const own = verdictOf(one, changed);
            judged += 1;
            if (own.answer !== simulated.answer || own.by !== simulated.by)
              differences.push(`${name}, ${one.name}, ${mutation.change}: ${own.by}, not ${simulated.by}`);
          }
        }
      }
    }
    expect(differences).toEqual([]);
    expect(judged).toBeGreaterThan(10_000);
  });
});

/** Every statement once: the same statement of the same kind of policy is one target, and any case about it may catch. */
function targets(subjectsOfCases: readonly Subject[]): readonly Target[] {
  const found = new Map<string, Target>();
  for (const subject of subjectsOfCases) {
    for (const holder of subject.permissions.world.holders) {
      for (const policy of holder.policies) {
        const cases = casesAbout(subject, policy);
        listOf(policy.document.Statement).forEach((statement, index) => {
          const same = JSON.stringify([policy.name, statement]);
          const first = found.get(same) ?? { name: `${subject.name}, ${policy.name}: ${statement.Sid}`, places: [] };
          found.set(same, { ...first, statement, places: [...first.places, { subject, policy, index, cases }] });
        });
      }
    }
  }
  return [...found.values()];
}

function isCaught({ places }: Target, mutation: Mutation): boolean {
  return places.some((place) => {
    const changed = changedPermissions(place, mutation);
    return place.cases.some((one) => verdictOf(one, changed).answer !== one.expect);
  });
}

function changedPermissions({ subject, policy, index }: Place, { statement }: Mutation) {
  return subject.permissions.withStatement(policy, index, statement);
}

function casesAbout({ permissions, cases }: Subject, policy: HeldPolicy): readonly PermissionCase[] {
  return cases.filter((one) => {
    const { identity = [], resource } = permissions.question(requestOf(one)).policies;
    return [...identity, resource].includes(policy);
  });
}
