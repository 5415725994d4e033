import { isTemplateFunction } from "./template-functions";

/** What reads as a policy somewhere in a value, or names managed policies. */
export interface Sighting {
  /** Where it stands: `settings[0].document`. */
  readonly path: string;
  /** A policy as a structure, or the text of one that is no JSON. */
  readonly policy?: Structure | string;
  /** The ARNs of managed policies. */
  readonly named?: readonly string[];
  /** Whether Terraform marks it, or something in it, as sensitive. */
  readonly isSensitive: boolean;
}

export type Structure = Readonly<Record<string, unknown>>;

const MAX_DEPTH = 40;
const MANAGED_POLICY = /arn:aws[a-z-]*:iam::(?:aws|\d{12}):policy\/[\w+=,.@/-]+/g;
/** A statement in YAML, in lines or in braces. */
const STATEMENT_IN_YAML = /\bEffect['"]?\s*:\s*['"]?(?:Allow|Deny)\b/;

/** Looks for policies in a value, at any depth, and in texts that are JSON. `marks` says what of it is sensitive. */
export function policiesIn(value: unknown, path: string, marks: unknown): Sighting[] {
  const found: Sighting[] = [];
  if (mayHold(value)) look({ value, path, marks, depth: 0 }, found);
  return found;
}

/** Whether a policy may be in a value: most are not looked at any further. */
export function mayHold(value: unknown): boolean {
  if (typeof value === "string")
    return (value.includes("Statement") && value.includes("Effect")) || value.includes(":policy/");
  return typeof value === "object" && value !== null;
}

interface Spot {
  readonly value: unknown;
  readonly path: string;
  readonly marks: unknown;
  readonly depth: number;
}

function look(spot: Spot, found: Sighting[]): void {
  const { value, path, marks, depth } = spot;
  if (typeof value === "string") lookIntoText(value, spot, found);
  else if (typeof value !== "object" || value === null || depth > MAX_DEPTH) return;
  else if (Array.isArray(value)) {
    const named = isOfPolicies(path) ? value.filter(isManagedPolicy).map(String) : [];
    if (named.length > 0) found.push({ path, named, isSensitive: hasMark(marks) });
    value.forEach((item, index) => {
      if (named.length === 0 || !isManagedPolicy(item))
        look({ value: item, path: `${path}[${index}]`, marks: markOf(marks, index), depth: depth + 1 }, found);
    });
  } else if (isPolicy(value as Structure))
    found.push({ path, policy: value as Structure, isSensitive: hasMark(marks) });
  else
    for (const name in value)
      look(
        { value: (value as Structure)[name], path: `${path}.${name}`, marks: markOf(marks, name), depth: depth + 1 },
        found,
      );
}

function lookIntoText(text: string, { path, marks, depth }: Spot, found: Sighting[]): void {
  if (!mayHold(text)) return;
  const isSensitive = hasMark(marks);
  const parsed = parse(text);
  if (parsed !== undefined) look({ value: parsed, path, marks: isSensitive, depth: depth + 1 }, found);
  else if (isManagedPolicy(text)) {
    if (isOfPolicies(path)) found.push({ path, named: [text], isSensitive });
  } else {
    if (STATEMENT_IN_YAML.test(text)) found.push({ path, policy: text, isSensitive });
    const named = text.includes("ManagedPolicyArns") ? [...new Set(text.match(MANAGED_POLICY))] : [];
    if (named.length > 0) found.push({ path, named, isSensitive });
  }
}

/** Whether a place is called after policies: an ARN stands in many others. */
function isOfPolicies(path: string): boolean {
  return /polic[^.]*$/i.test(path);
}

function isManagedPolicy(value: unknown): boolean {
  return typeof value === "string" && value !== "" && value.replace(MANAGED_POLICY, "") === "";
}

function isPolicy({ Statement }: Structure): boolean {
  if (Statement === undefined) return false;
  const statements: readonly unknown[] = Array.isArray(Statement) ? Statement : [Statement];
  return statements.some((statement) => /^(?:Allow|Deny)$/.test(effectOf(statement)) || isTemplateFunction(statement));
}

function effectOf(statement: unknown): string {
  return typeof statement === "object" && statement !== null ? String((statement as Structure).Effect) : "";
}

function markOf(marks: unknown, at: string | number): unknown {
  return typeof marks === "object" && marks !== null ? (marks as Record<string | number, unknown>)[at] : marks;
}

/** Whether a mark of Terraform's stands on a value or on a part of it. */
function hasMark(marks: unknown): boolean {
  if (typeof marks !== "object" || marks === null) return marks === true;
  return Object.values(marks).some(hasMark);
}

function parse(text: string): unknown {
  if (!/^\s*[{["]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
