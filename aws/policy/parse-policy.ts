import { Clause } from "./clause";
import { isSplittable, type Test } from "./condition";
import { intendedOperator, operatorNamed } from "./decision/operator";
import { duplicateName } from "./duplicate-name";
import { type Grant, spelledOut } from "./grant";
import { EVERYTHING, type Region, regionKey } from "./region";
import { isSameDocument } from "./same-document";

/** What a policy's text turned out to be. */
export type ParsedPolicy =
  | { readonly clauses: readonly Clause[]; readonly grants: readonly Grant[] }
  | { readonly problem: string };

/** AWS's own longest managed policy has some 150,000 characters: whatever is much longer is no policy. */
const MAX_LENGTH = 262_144;
/** Statements with more combinations of condition values than this keep their lists whole. */
const MAX_COMBINATIONS = 64;
const MAX_GRANTS = 20_000;

type Json = Readonly<Record<string, unknown>>;

/** A policy that says what is wrong with it. */
class PolicyProblem extends Error {}

/** Reads a policy into its clauses. Order, lists of one, Sids and the split into statements are gone afterwards. */
export function parsePolicy(text: string): ParsedPolicy {
  return orProblem(() => new Policy(readStatements(parseJson(text), text)));
}

/**
 * Reads a policy as it was and as it will be. What differs in form only is read once: a policy such is one object before and
 * after, and a statement one clause.
 */
export function parsePolicyPair(before: string, after: string): readonly [ParsedPolicy, ParsedPolicy] {
  const old = orProblem(() => parseJson(before));
  const now = orProblem(() => parseJson(after));
  if (now instanceof Problem) return [old instanceof Problem ? old : parsed(old, before), now];
  const clauses = orProblem(() => readStatements(now, after));
  const policy = clauses instanceof Problem ? clauses : new Policy(clauses);
  if (old instanceof Problem) return [old, policy];
  if (isSameDocument(old, now)) return [policy, policy];
  return [parsed(old, before, clauses instanceof Problem ? undefined : { document: now, clauses }), policy];
}

function parsed(document: Json, text: string, twin?: Twin): ParsedPolicy {
  return orProblem(() => new Policy(readStatements(document, text, twin)));
}

class Problem {
  constructor(readonly problem: string) {}
}

function orProblem<T>(read: () => T): T | Problem {
  try {
    return read();
  } catch (error) {
    if (error instanceof PolicyProblem) return new Problem(error.message);
    throw error;
  }
}

/** The same policy at another moment, with a clause a statement. */
interface Twin {
  readonly document: Json;
  readonly clauses: readonly Clause[];
}

/** A clause a statement. */
function readStatements(document: Json, text: string, twin?: Twin): readonly Clause[] {
  const literalVariables = document.Version !== "2012-10-17" && text.includes("${");
  const statements = array(document.Statement);
  const shared = twin && sharedWith(twin, document.Version, statements.length);
  let count = 0;
  return statements.map((statement, index) => {
    const where = `Statement[${index}]`;
    const clause = shared?.(statement, index) ?? readStatement(object(statement, where), where, literalVariables);
    count += grantCount(clause);
    if (count > MAX_GRANTS) throw new PolicyProblem(`it has more than ${MAX_GRANTS} combinations`);
    return clause;
  });
}

/** Finds the clause of a statement that the twin has too, in its place as counted from the beginning or from the end. */
function sharedWith({ document, clauses }: Twin, version: unknown, length: number) {
  const others = document.Version === version ? array(document.Statement) : [];
  return (statement: unknown, index: number): Clause | undefined => {
    const place = [index, index + others.length - length].find((at) => isSameDocument(statement, others[at]));
    return place === undefined ? undefined : clauses[place];
  };
}

/** A policy whose grants are spelled out when they are first asked for: to compare two, their clauses are enough. */
class Policy {
  private distinct: readonly Clause[] | undefined;
  private spelled: readonly Grant[] | undefined;

  constructor(private readonly statements: readonly Clause[]) {}

  get clauses(): readonly Clause[] {
    const { statements } = this;
    this.distinct ??=
      statements.length < 2 ? statements : [...new Map(statements.map((clause) => [clause.key, clause])).values()];
    return this.distinct;
  }

  get grants(): readonly Grant[] {
    this.spelled ??= spelledOut(this.clauses);
    return this.spelled;
  }
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
  const twice = duplicateName(text, policy);
  if (twice !== undefined) throw new PolicyProblem(`it has "${twice}" twice in one object, of which only one counts`);
  return policy;
}

function readStatement(statement: Json, where: string, literalVariables: boolean): Clause {
  const effect = statement.Effect;
  if (effect !== "Allow" && effect !== "Deny") throw new PolicyProblem(`${where}.Effect is neither "Allow" nor "Deny"`);
  const variables = (text: string) => (literalVariables ? text.replaceAll("${", "$\\{") : text);
  const actions = regions(statement, "Action", where, actionName, actionNamed);
  if (actions === undefined) throw new PolicyProblem(`${where} has neither Action nor NotAction`);
  const resources = regions(statement, "Resource", where, variables) ?? [EVERYTHING];
  const principals = readPrincipals(statement, where);
  const tests = readTests(statement.Condition, `${where}.Condition`, variables);
  return new Clause(effect, inOrder(principals), inOrder(actions), inOrder(resources), tests, alternatives(tests));
}

/** Each once, in an order of their own. */
function inOrder(list: readonly Region[]): readonly Region[] {
  if (isInOrder(list)) return list;
  const byKey = new Map(list.map((region) => [regionKey(region), region]));
  return [...byKey.keys()].sort().map((key) => byKey.get(key) as Region);
}

/** The common case, at little cost: most policies are written in order. */
function isInOrder(list: readonly Region[]): boolean {
  for (let index = 1; index < list.length; index += 1)
    if (regionKey(list[index - 1] as Region) >= regionKey(list[index] as Region)) return false;
  return true;
}

function grantCount({ principals, actions, resources, alternatives }: Clause): number {
  return principals.length * actions.length * resources.length * alternatives.length;
}

/** `Name` as one region a pattern, or `NotName` as everything less its patterns. */
function regions(
  statement: Json,
  name: string,
  where: string,
  canonical: (text: string) => string,
  region = (text: string) => including(canonical(text)),
): Region[] | undefined {
  const given = statement[name];
  const excluded = statement[`Not${name}`];
  if (given !== undefined) return texts(given, `${where}.${name}`, region);
  if (excluded === undefined) return undefined;
  return [everythingBut(texts(excluded, `${where}.Not${name}`, canonical))];
}

function actionName(action: string): string {
  return action === "*:*" ? "*" : action.toLowerCase();
}

const MAX_NAMED = 20_000;
const named = new Map<string, Region>();

/** The policies of a plan name the same actions again and again. */
function actionNamed(action: string): Region {
  const known = named.get(action);
  if (known !== undefined) return known;
  if (named.size >= MAX_NAMED) named.clear();
  const region = including(actionName(action));
  named.set(action, region);
  return region;
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

function readTests(condition: unknown, where: string, variables: (text: string) => string): Test[] {
  if (condition === undefined || condition === null) return [];
  const tests: Test[] = [];
  for (const [given, keys] of Object.entries(object(condition, where))) {
    const operator = canonicalOperator(given, where);
    for (const [key, values] of Object.entries(object(keys, `${where}.${given}`))) {
      const list = array(values).map((value) => variables(scalar(value, `${where}.${given}.${key}`)));
      tests.push(makeTest(operator, key, canonicalValues(operator, list)));
    }
  }
  if (tests.length > 1)
    tests.sort((a, b) => compare(`${a.operator} ${a.key} ${a.id}`, `${b.operator} ${b.key} ${b.id}`));
  return tests;
}

function makeTest(operator: string, name: string, values: readonly string[]): Test {
  const key = name.toLowerCase();
  return { id: `${operator}\u0001${key}\u0001${values.join("\u0002")}`, operator, key, name, values };
}

/** IAM's own spelling. Whether it takes another is nowhere said, so that another is told rather than guessed at. */
function canonicalOperator(given: string, where: string): string {
  const operator = operatorNamed(given);
  if (operator) return operator.name;
  const meant = intendedOperator(given);
  throw new PolicyProblem(
    `${where} has the operator "${given}", which is none of IAM's${meant === undefined ? "" : `: write "${meant}"`}`,
  );
}

function canonicalValues(operator: string, values: readonly string[]): readonly string[] {
  const canonical = /Bool|Null|IgnoreCase/.test(operator) ? values.map((value) => value.toLowerCase()) : values;
  if (canonical.length === 1) return canonical;
  return [...new Set(canonical)].sort();
}

/** The tests with one value each, as alternatives. */
function alternatives(tests: readonly Test[]): (readonly Test[])[] {
  if (tests.every(({ values }) => values.length < 2)) return [tests];
  const isSplit = (test: Test) => test.values.length > 1 && isSplittable(test);
  const combinations = tests.reduce((count, test) => count * (isSplit(test) ? test.values.length : 1), 1);
  if (combinations > MAX_COMBINATIONS) return [tests];
  return tests.reduce<Test[][]>(
    (all, test) => {
      const split = isSplit(test) ? test.values.map((value) => makeTest(test.operator, test.name, [value])) : [test];
      return all.flatMap((alternative) => split.map((single) => [...alternative, single]));
    },
    [[]],
  );
}

function including(pattern: string): Region {
  return pattern === "*" ? EVERYTHING : { include: pattern, exclude: NOTHING };
}

const NOTHING: readonly string[] = [];

function everythingBut(patterns: readonly string[]): Region {
  return { include: "*", exclude: [...new Set(patterns)].sort() };
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
