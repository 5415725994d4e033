import features from "./cases/features.json";
import { evaluate } from "./evaluation/evaluate";
import { judge } from "./evaluation/judge";
import { caseFiles, type PermissionCase, subjects } from "./evaluation/permission-case";
import type { PolicyDocument } from "./evaluation/policy-set";
import { type Situation, situationOf } from "./evaluation/request";
import { simulate } from "./evaluation/simulate";

const all = subjects();
const written = [...caseFiles().values()].flatMap(({ cases }) => cases);

describe.each(all)("permissions of $name", ({ policies, cases }) => {
  test.each(cases)("$name", async (permissionCase) => {
    expect(await judge(permissionCase, policies)).toEqual({ answer: permissionCase.expect, by: permissionCase.by });
  });

  test("are judged alike by both evaluators wherever both can judge", async () => {
    for (const permissionCase of cases.filter(({ evaluator }) => evaluator === undefined)) {
      const situation = situationOf(permissionCase, policies);
      const { ignoredContextKeys: _, ...simulated } = await simulate(situation);
      expect({ name: permissionCase.name, ...evaluate(situation) }).toEqual({
        name: permissionCase.name,
        ...simulated,
      });
    }
  });

  test("are judged by the plain evaluator only where the simulator ignores the encryption context", async () => {
    for (const permissionCase of cases.filter(({ evaluator }) => evaluator === "plain")) {
      const { ignoredContextKeys } = await simulate(situationOf(permissionCase, policies));
      expect(ignoredContextKeys).not.toEqual([]);
      expect(ignoredContextKeys.filter((key) => !isEncryptionContext(key))).toEqual([]);
    }
  });

  test("are never wider by the plain evaluator than by the simulator without the encryption context", async () => {
    for (const permissionCase of cases.filter(({ evaluator }) => evaluator === "plain")) {
      const situation = situationOf(permissionCase, policies);
      const { answer } = await simulate(withoutEncryptionContext(situation));
      expect([permissionCase.name, evaluate(situation).answer === "allowed" && answer === "denied"]).toEqual([
        permissionCase.name,
        false,
      ]);
    }
  });
});

describe("the cases", () => {
  test("are at least 150, and at least half of them are denials", () => {
    const denials = written.filter(({ expect: expected }) => expected === "denied").length;
    expect(written.length).toBeGreaterThanOrEqual(150);
    expect(denials / written.length).toBeGreaterThanOrEqual(0.5);
  });

  test("have a name each within their file", () => {
    for (const [file, { cases }] of caseFiles()) {
      const names = cases.map(({ name }) => name);
      expect([file, names.filter((name, index) => names.indexOf(name) !== index)]).toEqual([file, []]);
    }
  });

  test("name rows of features.json", () => {
    const known = features.map(({ feature }) => feature);
    expect(written.filter(({ feature }) => !known.includes(feature))).toEqual([]);
  });

  test.each(features)("allow something and deny something for $feature", ({ feature }) => {
    const about = written.filter((permissionCase: PermissionCase) => permissionCase.feature === feature);
    expect(new Set(about.map(({ expect: expected }) => expected))).toEqual(new Set(["allowed", "denied"]));
  });
});

function isEncryptionContext(key: string): boolean {
  return key.startsWith("kms:EncryptionContext:");
}

/** The weaker question that the simulator can answer. */
function withoutEncryptionContext(situation: Situation): Situation {
  return {
    ...situation,
    context: Object.fromEntries(Object.entries(situation.context).filter(([key]) => !isEncryptionContext(key))),
    identityPolicies: situation.identityPolicies.map(({ name, document }) => ({ name, document: weaker(document) })),
  };
}

function weaker(document: PolicyDocument): PolicyDocument {
  const Statement = document.Statement.map((statement) => ({
    ...statement,
    Condition: Object.fromEntries(
      Object.entries(statement.Condition ?? {})
        .map(([operator, keys]) => [
          operator,
          Object.fromEntries(Object.entries(keys).filter(([key]) => !isEncryptionContext(key))),
        ])
        .filter(([, keys]) => Object.keys(keys as object).length > 0),
    ),
  }));
  return { ...document, Statement };
}
