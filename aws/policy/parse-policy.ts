import { canonicalOperator, isSplittable, type Test } from "./condition";
import type { Grant } from "./grant";
import { EVERYTHING, type Region, regionKey } from "./region";
import { isSameDocument } from "./same-document";

/** What a policy's text turned out to be. */
export type ParsedPolicy = { readonly grants: readonly Grant[] } | { readonly problem: string };

/** Four times the longest policy any AWS service takes, so that whatever is longer is no policy. */
const MAX_LENGTH = 131_072;
/** Statements with more combinations of condition values than this keep their lists whole. */
const MAX_COMBINATIONS = 64;
const MAX_GRANTS = 20_000;

type Json = Readonly<Record<string, unknown>>;

/** A policy that says what is wrong with it. */
class PolicyProblem extends Error {}

/** Reads a policy into its grants. Order, lists of one, Sids and the split into statements are gone afterwards. */
export function parsePolicy(text: string): ParsedPolicy {
  return orProblem(() => readDocument(parseJson(text), text));
}

/** Reads a policy as it was and as it will be; one that differs in form only is read once, and both are the same object. */
export function parsePolicyPair(before: string, after: string): readonly [ParsedPolicy, ParsedPolicy] {
  const old = orProblem(() => parseJson(before));
  const now = orProblem(() => parseJson(after));
  const parsed = isProblem(now) ? now : orProblem(() => readDocument(now, after));
  if (isProblem(old)) return [old, parsed];
  if (!isProblem(now) && isSameDocument(old, now)) return [parsed, parsed];
  return [orProblem(() => readDocument(old, before)), parsed];
}

type Problem = { readonly problem: string };

function orProblem<T>(read: () => T): T | Problem {
  try {
    return read();
  } catch (error) {
    if (error instanceof PolicyProblem) return { problem: error.message };
    throw error;
  }
}

/** A document of a policy's has a Statement, a problem has none. */
function isProblem(read: Json | Problem): read is Problem {
  return !("Statement" in read);
}

function readDocument(document: Json, text: string): ParsedPolicy {
  const literalVariables = document.Version !== "2012-10-17" && text.includes("${");
  const grants = new Map<string, Grant>();
  let count = 0;
  array(document.Statement).forEach((statement, index) => {
    const where = `Statement[${index}]`;
    count += readStatement(object(statement, where), where, literalVariables, grants);
    if (count > MAX_GRANTS) throw new PolicyProblem(`it has more than ${MAX_GRANTS} combinations`);
  });
  return { grants: [...grants.values()] };
}

function parseJson(text: string): Json {
  if (text.length > MAX_LENGTH)
    throw new PolicyProblem(`it has ${text.length} characters, more than any AWS policy may have`);
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new PolicyProblem("it is not JSON");
  }
  const policy = object(document, "the policy");
  if (!("Statement" in policy)) throw new PolicyProblem("it has no Statement");
  return policy;
}

/** Adds a statement's grants to those of its policy, by key, and gives how many it has. */
function readStatement(statement: Json, where: string, literalVariables: boolean, grants: Map<string, Grant>): number {
  const effect = statement.Effect;
  if (effect !== "Allow" && effect !== "Deny") throw new PolicyProblem(`${where}.Effect is neither "Allow" nor "Deny"`);
  const variables = (text: string) => (literalVariables ? text.replaceAll("${", "$\\{") : text);
  const actions = regions(statement, "Action", where, (action) => (action === "*:*" ? "*" : action.toLowerCase()));
  if (actions === undefined) throw new PolicyProblem(`${where} has neither Action nor NotAction`);
  const resources = regions(statement, "Resource", where, variables) ?? [EVERYTHING];
  const principals = readPrincipals(statement, where);
  const conditions = readConditions(statement.Condition, `${where}.Condition`, variables);
  const count = principals.length * actions.length * resources.length * conditions.length;
  if (count > MAX_GRANTS) throw new PolicyProblem(`${where} has more than ${MAX_GRANTS} combinations`);
  const actionKeys = actions.map(regionKey);
  for (const tests of conditions) {
    const conditionKey = tests.map(keyOfTest).join("");
    for (const principal of principals) {
      const setting = `${effect}\u0003${regionKey(principal)}${conditionKey}`;
      for (const resource of resources) {
        const scope = `${setting}\u0003${regionKey(resource)}`;
        actions.forEach((action, index) => {
          const key = `${scope}\u0004${actionKeys[index]}`;
          grants.set(key, { effect, principal, action, resource, tests, conditionKey, scope, key });
        });
      }
    }
  }
  return count;
}

function keyOfTest({ operator, key, values }: Test): string {
  return `\u0003${operator}\u0001${key}\u0001${values.length === 1 ? values[0] : values.join("\u0002")}`;
}

/** `Name` as one region a pattern, or `NotName` as everything less its patterns. */
function regions(
  statement: Json,
  name: string,
  where: string,
  canonical: (text: string) => string,
): Region[] | undefined {
  const given = statement[name];
  const excluded = statement[`Not${name}`];
  if (given !== undefined) return texts(given, `${where}.${name}`, (text) => including(canonical(text)));
  if (excluded === undefined) return undefined;
  return [everythingBut(texts(excluded, `${where}.Not${name}`, canonical))];
}

function readPrincipals(statement: Json, where: string): Region[] {
  const { Principal: given, NotPrincipal: excluded } = statement;
  if (given !== undefined) return principalNames(given, `${where}.Principal`).map(including);
  if (excluded !== undefined) return [everythingBut(principalNames(excluded, `${where}.NotPrincipal`))];
  return [EVERYTHING];
}

function principalNames(principal: unknown, where: string): string[] {
  if (principal === "*") return ["*"];
  return Object.entries(object(principal, where)).flatMap(([type, names]) =>
    texts(names, `${where}.${type}`, (name) => principalName(type, name)),
  );
}

/**
 * An account may be named by its number alone, and `{"AWS": "*"}` is `"*"`: both have one form here. AWS calls the two
 * equivalent for anonymous users, and lists both under "All principals"; of a difference for signed callers it says nothing.
 * Source: IAM user guide, "AWS JSON policy elements: Principal", "All principals".
 */
function principalName(type: string, name: string): string {
  if (type === "AWS" && name === "*") return "*";
  if (type === "AWS" && /^\d{12}$/.test(name)) return `AWS:arn:aws:iam::${name}:root`;
  return `${type}:${name}`;
}

/** The condition as alternatives, each a list of tests that must all be met. */
function readConditions(condition: unknown, where: string, variables: (text: string) => string): Test[][] {
  if (condition === undefined || condition === null) return [[]];
  const tests: Test[] = [];
  for (const [operator, keys] of Object.entries(object(condition, where))) {
    for (const [key, values] of Object.entries(object(keys, `${where}.${operator}`))) {
      const list = array(values).map((value) => variables(scalar(value, `${where}.${operator}.${key}`)));
      const canonical = canonicalValues(operator, list);
      tests.push({ operator: canonicalOperator(operator), key: key.toLowerCase(), name: key, values: canonical });
    }
  }
  if (tests.length > 1) tests.sort((a, b) => compare(`${a.operator} ${a.key}`, `${b.operator} ${b.key}`));
  return alternatives(tests);
}

function canonicalValues(operator: string, values: readonly string[]): readonly string[] {
  const canonical = /Bool|Null|IgnoreCase/.test(operator) ? values.map((value) => value.toLowerCase()) : values;
  if (canonical.length === 1) return canonical;
  return [...new Set(canonical)].sort(compare);
}

function alternatives(tests: Test[]): Test[][] {
  if (tests.every(({ values }) => values.length === 1)) return [tests];
  const combinations = tests.reduce((count, test) => count * (isSplittable(test) ? test.values.length : 1), 1);
  if (combinations > MAX_COMBINATIONS) return [tests];
  return tests.reduce<Test[][]>(
    (all, test) => {
      const split = isSplittable(test) ? test.values.map((value) => ({ ...test, values: [value] })) : [test];
      return all.flatMap((alternative) => split.map((single) => [...alternative, single]));
    },
    [[]],
  );
}

function including(pattern: string): Region {
  return pattern === "*" ? EVERYTHING : { include: pattern, exclude: [] };
}

function everythingBut(patterns: readonly string[]): Region {
  return { include: "*", exclude: [...new Set(patterns)].sort(compare) };
}

function array(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function object(value: unknown, where: string): Json {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Json;
  throw new PolicyProblem(`${where} is not an object`);
}

function texts<T>(value: unknown, where: string, read: (text: string) => T): T[] {
  return array(value).map((item) => {
    if (typeof item === "string") return read(item);
    throw new PolicyProblem(`${where} is neither a text nor a list of texts`);
  });
}

function scalar(value: unknown, where: string): string {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return String(value);
  throw new PolicyProblem(`${where} is neither a text nor a list of texts`);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
