import { type Grant, grantKey } from "../../aws/policy/grant";
import { parsePolicy } from "../../aws/policy/parse-policy";
import { printable } from "../../aws/secret-shapes";
import type { AttributeValues, ResourceLine } from "../report/report";
import { resourceType } from "../resource-types/all-resource-types";
import { isMarked, type ResourceChange } from "./resource-change";

interface Lines {
  readonly lines: readonly ResourceLine[];
  /** Resources whose differences mean nothing. */
  readonly formOnly: number;
}

/** Attributes that repeat others, or that every change makes unknown. */
const FOLLOWING = new Set(["tags_all", "id", "arn"]);

/** A longer text says less beside another than its name does. */
const MAX_VALUE = 60;

/** Of resources that change, each one the rest of the review does not tell in full, one line each. */
export function resourceLines(changes: readonly ResourceChange[], told: ReadonlySet<string>): Lines {
  const lines: ResourceLine[] = [];
  let formOnly = 0;
  for (const change of changes) {
    if (told.has(change.address) && isPolicyOnly(change)) continue;
    const attributes = change.action === "update" || change.action === "replace" ? changedAttributes(change) : [];
    if (change.action === "update" && attributes.length === 0) {
      if (!told.has(change.address)) formOnly += 1;
      continue;
    }
    lines.push({
      where: change.address,
      type: change.type,
      action: change.action,
      attributes,
      ...shownValues(change, attributes),
      replacedFor: [...new Set((change.planned.change.replace_paths ?? []).map((path) => path.join(".")))],
    });
  }
  return { lines, formOnly };
}

/** Resources that are nothing but a policy or an attachment of one. */
function isPolicyOnly({ type }: ResourceChange): boolean {
  if (type === "aws_ecs_task_definition" || type === "aws_lambda_permission") return true;
  const { policies = [], attachments = [], managedPolicy } = resourceType(type);
  const places = [...policies, ...attachments];
  return managedPolicy !== undefined || (places.length > 0 && places.every(({ subject }) => subject !== undefined));
}

function changedAttributes(change: ResourceChange): string[] {
  const { before = {}, after = {}, type, planned } = change;
  const unknown = planned.change.after_unknown;
  const { policies = [], attachments = [] } = resourceType(type);
  const places = [...policies, ...attachments];
  const names = new Set<string>();
  const look = (name: string) => {
    if (FOLLOWING.has(name) || places.some(({ attribute }) => attribute === name)) return;
    const isChange = isMarked(unknown, name) ? change.action === "update" : !sameMeaning(before[name], after[name]);
    if (isChange) names.add(name);
  };
  for (const name in before) look(name);
  for (const name in after) if (!(name in before)) look(name);
  if (typeof unknown === "object" && unknown !== null)
    for (const name in unknown) if (isMarked(unknown, name)) look(name);
  return [...names].sort();
}

/** Of attributes that change, what they were and will be: what is short, and neither unknown nor secret. */
function shownValues(change: ResourceChange, attributes: readonly string[]): Pick<ResourceLine, "values"> {
  const { after_unknown: unknown, before_sensitive: wasSecret, after_sensitive: isSecret } = change.planned.change;
  const values = attributes.flatMap((name): [string, AttributeValues][] => {
    if ([unknown, wasSecret, isSecret].some((marks) => isMarked(marks, name))) return [];
    const [before, after] = [shortText(name, change.before?.[name]), shortText(name, change.after?.[name])];
    return before === undefined || after === undefined ? [] : [[name, { before, after }]];
  });
  return values.length > 0 ? { values: Object.fromEntries(values) } : {};
}

/** A value as Terraform writes it; undefined for a block, a long text, and what looks like a secret. */
function shortText(name: string, value: unknown): string | undefined {
  if (value === null || value === undefined) return "null";
  if (typeof value === "boolean" || typeof value === "number") return String(value);
  if (typeof value !== "string" || value.length > MAX_VALUE) return undefined;
  return printable(name, value) === value ? JSON.stringify(value) : undefined;
}

/** Equal, or JSON texts that say the same. */
function sameMeaning(before: unknown, after: unknown): boolean {
  if (before === after) return true;
  if (typeof before === "string" && typeof after === "string") return sameJsonText(before, after);
  return JSON.stringify(before) === JSON.stringify(after) || canonical(before) === canonical(after);
}

function sameJsonText(before: string, after: string): boolean {
  if (!/^\s*[{[]/.test(before) || !/^\s*[{[]/.test(after)) return false;
  try {
    if (canonical(JSON.parse(before)) === canonical(JSON.parse(after))) return true;
  } catch {
    return false;
  }
  const [old, now] = [parsePolicy(before), parsePolicy(after)];
  return "grants" in old && "grants" in now && keys(old.grants) === keys(now.grants);
}

function keys(grants: readonly Grant[]): string {
  return [...new Set(grants.map(grantKey))].sort().join("\n");
}

/** JSON with its keys in order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  });
}
