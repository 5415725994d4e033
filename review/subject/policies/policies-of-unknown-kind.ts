import type { ConfigurationIndex } from "../../plan/configuration-index";
import { isChanged, isMarked, type Moment, type ResourceChange, type Shown } from "../../plan/resource-change";
import { resourceType } from "../../resource-types/all-resource-types";
import type { Place } from "../../resource-types/resource-type";
import { MOMENTS } from "../subject";
import type { SubjectBook } from "../subject-book";

/** What a policy speaks of when the resource type does not say. */
export const UNKNOWN_KIND = "policy of unknown kind";

const MAX_DEPTH = 40;
/** Types of other providers whose attributes are known by their names alone. */
const OTHER_PROVIDERS = /^awscc_/;
const POLICY_NAME = /(?:^|_)(?:policy|policies|policy_document)$/;

/** A policy found somewhere in a resource. */
interface Found {
  readonly path: string;
  readonly attribute: string;
  readonly place: Place;
  readonly content: Shown;
}

/**
 * Any text or structure of a changed resource that reads as a policy is reviewed as one, wherever it stands: in a resource type
 * this program does not know, in a template, in the state another API is asked for.
 */
export function addPoliciesOfUnknownKind(
  changes: readonly ResourceChange[],
  configuration: ConfigurationIndex,
  book: SubjectBook,
): void {
  for (const change of changes) {
    if (!isChanged(change) || change.planned.mode === "data" || change.action === "forget") continue;
    for (const moment of MOMENTS) {
      for (const { path, attribute, place, content } of found(change, configuration, moment)) {
        const key = `${change.address}\n${path}`;
        const name = `${change.address} (${path})`;
        const subject = book.open(UNKNOWN_KIND, { key, name, location: {}, resource: change });
        subject[moment].sources.push({ place, change, attribute, content });
      }
    }
  }
}

function found(change: ResourceChange, configuration: ConfigurationIndex, moment: Moment): Found[] {
  const { policies = [], managedPolicy } = resourceType(change.type);
  const { before_sensitive, after_sensitive, after_unknown } = change.planned.change;
  const marks = moment === "before" ? before_sensitive : after_sensitive;
  const all: Found[] = [];
  const values = change[moment] ?? {};
  for (const attribute in values) {
    if (!mayHold(values[attribute])) continue;
    if (attribute === managedPolicy || policies.some((place) => place.attribute === attribute)) continue;
    look(values[attribute], attribute, 0, (path, policy) => {
      const text = typeof policy === "string" ? policy : JSON.stringify(policy);
      const known: Shown = { state: "known", value: text };
      const content: Shown = isMarked(marks, attribute) ? { state: "sensitive" } : known;
      all.push({ path, attribute, place: placeOf(policy), content });
    });
  }
  if (moment === "after" && OTHER_PROVIDERS.test(change.type))
    for (const attribute of namesIn(after_unknown)) {
      if (!POLICY_NAME.test(attribute) || !configuration.sets(change.declared, attribute)) continue;
      all.push({ path: attribute, attribute, place: "identity", content: { state: "unknown" } });
    }
  return all;
}

type Policy = Readonly<Record<string, unknown>>;

function look(
  value: unknown,
  path: string,
  depth: number,
  tell: (path: string, policy: Policy | string) => void,
): void {
  if (typeof value === "string") {
    if (!mayHold(value)) return;
    const parsed = parse(value);
    if (parsed === undefined) {
      if (/^\s*-?\s*Effect:\s*['"]?(?:Allow|Deny)\b/m.test(value)) tell(path, value);
    } else look(parsed, path, depth + 1, tell);
    return;
  }
  if (typeof value !== "object" || value === null || depth > MAX_DEPTH) return;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) look(value[index], `${path}[${index}]`, depth + 1, tell);
    return;
  }
  if (isPolicy(value as Policy)) tell(path, value as Policy);
  else for (const name in value) look((value as Policy)[name], `${path}.${name}`, depth + 1, tell);
}

/** Whether a policy may be in a value: most are not looked at any further. */
function mayHold(value: unknown): boolean {
  if (typeof value === "string") return value.includes("Statement") && value.includes("Effect");
  return typeof value === "object" && value !== null;
}

function isPolicy({ Statement }: Policy): boolean {
  if (Statement === undefined) return false;
  const statements: readonly unknown[] = Array.isArray(Statement) ? Statement : [Statement];
  return statements.some((statement) => effectOf(statement) === "Allow" || effectOf(statement) === "Deny");
}

function effectOf(statement: unknown): unknown {
  return typeof statement === "object" && statement !== null ? (statement as Policy).Effect : undefined;
}

/** Whose it is follows from whom it names: someone, then it is on something; someone who may assume it, then it is a role's. */
function placeOf(policy: Policy | string): Place {
  if (typeof policy === "string") return "identity";
  const { Statement } = policy;
  const statements = (Array.isArray(Statement) ? Statement : [Statement]) as readonly (Policy | null | undefined)[];
  if (!statements.some((statement) => statement && ("Principal" in statement || "NotPrincipal" in statement)))
    return "identity";
  return statements.every((statement) => /^["[]*sts:/i.test(JSON.stringify(statement?.Action ?? "")))
    ? "trust"
    : "resource";
}

function parse(text: string): unknown {
  if (!/^\s*[{["]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function namesIn(marks: unknown): string[] {
  if (typeof marks !== "object" || marks === null) return [];
  return Object.entries(marks).flatMap(([name, mark]) => (mark === true ? [name] : []));
}
