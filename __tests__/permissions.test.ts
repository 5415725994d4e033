import type { NamedPolicy, Policies } from "../aws/policy/evaluate/decision";
import { listOf, type PolicyDocument } from "../aws/policy/evaluate/policy-document";
import features from "./cases/features.json";
import { caseFiles, type PermissionCase, requestOf, subjects, verdictOf } from "./evaluation/permission-case";
import { simulate } from "./evaluation/simulate";

const all = subjects();
const written = [...caseFiles().values()].flatMap(({ cases }) => cases);

describe.each(all)("permissions of $name", ({ permissions, cases }) => {
  test.each(cases)("$name", (permissionCase) => {
    const { expect: answer, by } = permissionCase;
    expect(verdictOf(permissionCase, permissions)).toEqual({ answer, by });
  });

  test("are judged alike by the simulator, wherever it can judge", async () => {
    for (const permissionCase of cases.filter(({ evaluator }) => evaluator === undefined)) {
      const { policies, unknown: _, ...question } = permissions.question(requestOf(permissionCase));
      const { answer, by, ignoredContextKeys } = await simulate(question, policies);
      expect([permissionCase.name, ignoredContextKeys, { answer, by }]).toEqual([
        permissionCase.name,
        [],
        verdictOf(permissionCase, permissions),
      ]);
    }
  });

  test("are judged by the kit alone only where the simulator ignores the encryption context, or wants a Region", async () => {
    for (const permissionCase of cases.filter(({ evaluator }) => evaluator === "plain")) {
      if (isWithoutRegion(permissionCase)) continue;
      const { policies, unknown: _, ...question } = permissions.question(requestOf(permissionCase));
      const { ignoredContextKeys } = await simulate(question, policies);
      expect(ignoredContextKeys).not.toEqual([]);
      expect(ignoredContextKeys.filter((key) => !isEncryptionContext(key))).toEqual([]);
    }
  });

  test("are refused by the simulator where they have no Region, since its lists have one", async () => {
    for (const permissionCase of cases.filter(isWithoutRegion)) {
      const { policies, unknown: _, ...question } = permissions.question(requestOf(permissionCase));
      await expect(simulate(question, policies)).rejects.toThrow("no.resource.types");
    }
  });

  test("are never wider than by the simulator without the encryption context", async () => {
    for (const permissionCase of cases.filter(({ evaluator }) => evaluator === "plain")) {
      if (isWithoutRegion(permissionCase)) continue;
      const { policies, unknown: _, ...question } = permissions.question(requestOf(permissionCase));
      const context = Object.fromEntries(
        Object.entries(question.context ?? {}).filter(([key]) => !isEncryptionContext(key)),
      );
      const { answer } = await simulate({ ...question, context }, withoutEncryptionContext(policies));
      const isWider = verdictOf(permissionCase, permissions).answer === "allowed" && answer === "denied";
      expect([permissionCase.name, isWider]).toEqual([permissionCase.name, false]);
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

/** What AWS has without a Region, as it is in several: models behind global profiles, Multi-Region Access Points' objects. */
function isWithoutRegion({ evaluator, resource }: PermissionCase): boolean {
  return evaluator === "plain" && /^arn:aws:(bedrock:::|s3::\d)/.test(resource);
}

function isEncryptionContext(key: string): boolean {
  return key.startsWith("kms:EncryptionContext:");
}

/** The weaker question that the simulator can answer. */
function withoutEncryptionContext({ identity = [], ...others }: Policies): Policies {
  return { ...others, identity: identity.map(weaker) };
}

function weaker({ name, document }: NamedPolicy): NamedPolicy {
  const Statement = listOf(document.Statement).map((statement) => ({
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
  return { name, document: { ...document, Statement } as PolicyDocument };
}
