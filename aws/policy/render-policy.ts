import { grouped } from "../grouped";
import { by, byCodeUnit, sortedUnique } from "../text-order";
import type { Statement } from "./statement";

/** A statement as sets: a request matches when every dimension has a member that matches. */
interface SetStatement {
  readonly sid: string;
  readonly effect: "Allow" | "Deny";
  readonly principal: string;
  readonly dimensions: ReadonlyMap<string, ReadonlySet<string>>;
  readonly because: ReadonlySet<string>;
}

/** A policy's document, and by Sid what asks for its statements. */
export interface RenderedPolicy {
  readonly document: string;
  readonly reasons: Readonly<Record<string, readonly string[]>>;
}

/**
 * Operators under which one statement with the values A and B grants what two statements, with A and with B, grant.
 * Negated ones and `ForAllValues` are not among them.
 */
const UNITABLE_OPERATOR = /^(ForAnyValue:)?(StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike)$/;
const SEPARATOR = "\n";

/**
 * A policy as canonical JSON: the same permissions give the same bytes, whatever the order they were collected in.
 * Statements of one Sid that differ in one thing only are merged, lists are sorted, and a Sid that still stands
 * more than once is numbered.
 */
export function renderPolicy(statements: readonly Statement[]): string {
  return renderReasonedPolicy(statements).document;
}

/** The same, with what asks for each of its statements. */
export function renderReasonedPolicy(statements: readonly Statement[]): RenderedPolicy {
  const merged = merge(statements.map(toSets)).map((set) => ({ json: toJson(set), because: set.because }));
  const numbered = numberSids(merged);
  const reasoned = numbered.filter(({ because }) => because.size > 0);
  return {
    document: JSON.stringify({ Version: "2012-10-17", Statement: numbered.map(({ json }) => json) }),
    reasons: Object.fromEntries(reasoned.map(({ json, because }) => [json.Sid, sortedUnique(because)])),
  };
}

/** The characters IAM counts against a policy's size limit: all but white space. */
export function policySize(document: string): number {
  return document.replace(/\s/g, "").length;
}

function toSets(statement: Statement): SetStatement {
  const dimensions = new Map<string, ReadonlySet<string>>();
  dimensions.set("Action", new Set(statement.actions));
  if (statement.resources) dimensions.set("Resource", new Set(statement.resources));
  for (const [operator, keys] of Object.entries(statement.conditions ?? {})) {
    for (const [key, values] of Object.entries(keys)) {
      dimensions.set(`${operator}${SEPARATOR}${key}`, new Set(Array.isArray(values) ? values : [values as string]));
    }
  }
  return {
    sid: statement.sid,
    effect: statement.effect ?? "Allow",
    principal: JSON.stringify(statement.principal ?? null),
    dimensions: new Map([...dimensions].sort(by(([name]) => name))),
    because: new Set(statement.because),
  };
}

/** Only statements of one Sid are ever united. */
function merge(statements: readonly SetStatement[]): readonly SetStatement[] {
  const bySid = grouped(statements, ({ sid }) => sid);
  return [...bySid.values()].flatMap((same) => (same.length > 1 ? mergeSameSid(same) : same));
}

/** Unites statements that differ in one dimension, dimension by dimension, until nothing changes. */
function mergeSameSid(statements: readonly SetStatement[]): readonly SetStatement[] {
  const names = new Set(statements.flatMap(({ dimensions }) => [...dimensions.keys()]));
  const unitable = ["Resource", "Action", ...[...names].filter(isUnitableCondition).sort(byCodeUnit)];
  let current = statements;
  for (;;) {
    const merged = unitable.reduce(uniteAlong, current);
    if (merged.length === current.length) return merged;
    current = merged;
  }
}

function isUnitableCondition(dimension: string): boolean {
  const [operator = "", key] = dimension.split(SEPARATOR);
  return key !== undefined && UNITABLE_OPERATOR.test(operator);
}

function uniteAlong(statements: readonly SetStatement[], dimension: string): readonly SetStatement[] {
  const groups = new Map<string, SetStatement>();
  for (const statement of statements) {
    const group = identity(statement, dimension);
    const first = groups.get(group);
    groups.set(group, first ? unite(first, statement, dimension) : statement);
  }
  return [...groups.values()];
}

/** What two statements must share to be united along a dimension: everything but its values. */
function identity({ sid, effect, principal, dimensions }: SetStatement, dimension: string): string {
  const rest = [...dimensions].map(([name, values]) => [name, name === dimension ? [] : sortedUnique(values)]);
  return JSON.stringify([sid, effect, principal, rest]);
}

function unite(first: SetStatement, second: SetStatement, dimension: string): SetStatement {
  const because = new Set([...first.because, ...second.because]);
  const values = second.dimensions.get(dimension);
  if (!values) return { ...first, because };
  const united = new Set([...(first.dimensions.get(dimension) ?? []), ...values]);
  return { ...first, dimensions: new Map([...first.dimensions, [dimension, united]]), because };
}

interface JsonStatement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly Action: readonly string[];
  readonly Resource?: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** A statement as it is written, and what asks for it. */
interface ReasonedJson {
  readonly json: JsonStatement;
  readonly because: ReadonlySet<string>;
}

function toJson({ sid, effect, principal, dimensions }: SetStatement): JsonStatement {
  const condition: Record<string, Record<string, readonly string[]>> = {};
  for (const [dimension, values] of dimensions) {
    const [operator = "", key] = dimension.split(SEPARATOR);
    if (key !== undefined) condition[operator] = { ...condition[operator], [key]: sortedUnique(values) };
  }
  const resources = dimensions.get("Resource");
  return {
    Sid: sid,
    Effect: effect,
    ...(principal !== "null" && { Principal: JSON.parse(principal) }),
    Action: sortedUnique(dimensions.get("Action") ?? []),
    ...(resources && { Resource: sortedUnique(resources) }),
    ...(Object.keys(condition).length > 0 && { Condition: condition }),
  };
}

/** IAM wants each Sid once: the second of a name gets a 2 (or the next number that is free), in the order of their contents. */
function numberSids(statements: readonly ReasonedJson[]): readonly ReasonedJson[] {
  const taken = new Set(statements.map(({ json }) => json.Sid));
  const used = new Set<string>();
  const ordered = statements.map((statement) => ({ statement, content: JSON.stringify(statement.json) }));
  ordered.sort(by(({ statement, content }) => `${statement.json.Sid}${SEPARATOR}${content}`));
  return ordered.map(({ statement }) => {
    const { json, because } = statement;
    const sid = used.has(json.Sid) ? nextFree(json.Sid, taken) : json.Sid;
    used.add(sid);
    taken.add(sid);
    return sid === json.Sid ? statement : { json: { ...json, Sid: sid }, because };
  });
}

function nextFree(sid: string, taken: ReadonlySet<string>): string {
  let number = 2;
  while (taken.has(`${sid}${number}`)) number += 1;
  return `${sid}${number}`;
}
