import { printable } from "../../aws/secret-shapes";
import type { Values } from "../plan/plan";
import { isChanged, isMarked, type ResourceChange, shown } from "../plan/resource-change";
import type { TaskChange, TaskLine } from "../report/report";
import { type References, unknownBecause } from "../subject/unknown-because";
import { compareContainers } from "./compare-containers";
import type { ContainersAt } from "./container";

/** Attributes that follow from others, or are told container by container. */
const NOT_TOLD = new Set([
  "arn",
  "arn_without_revision",
  "container_definitions",
  "enable_fault_injection",
  "id",
  "region",
  "revision",
  "skip_destroy",
  "tags_all",
  "track_latest",
]);

const CHANGE = {
  create: "created",
  replace: "new revision",
  update: "updated",
  delete: "deleted",
  forget: "deleted",
} as const;

export function isTaskDefinition({ type, planned }: ResourceChange): boolean {
  return type === "aws_ecs_task_definition" && planned.mode !== "data";
}

/** What a change of a task definition is to people: a new revision, line by line. */
export function reviewTask(
  change: ResourceChange,
  containersAt: ContainersAt,
  references: References,
): TaskChange | undefined {
  if (!isChanged(change) || !(change.action in CHANGE)) return undefined;
  const family = change.after?.family ?? change.before?.family;
  const [before, after] = [containersAt("before"), containersAt("after")];
  const hidden = before === undefined || after === undefined;
  const containers = hidden ? { lines: [], noise: 0 } : compareContainers(before, after);
  return {
    where: change.address,
    family: typeof family === "string" ? family : "(known after apply)",
    change: CHANGE[change.action as keyof typeof CHANGE],
    lines: change.action === "delete" ? [] : [...taskLines(change), ...containers.lines],
    noise: containers.noise,
    ...(hidden && { unknownBecause: unknownBecause(change, "container_definitions", references) }),
  };
}

function taskLines(change: ResourceChange): TaskLine[] {
  const names = new Set([...Object.keys(change.before ?? {}), ...Object.keys(change.after ?? {})]);
  return [...names].sort().flatMap((name): TaskLine[] => {
    if (NOT_TOLD.has(name) || isLeftAlone(change, name)) return [];
    const [before, after] = [textOf(change, name, "before"), textOf(change, name, "after")];
    if (before === undefined && after === undefined) return [];
    if (before === after && sameValue(change, name)) return [];
    const kind = before === undefined ? "added" : after === undefined ? "removed" : "changed";
    return [{ container: "", change: kind, what: name, ...(before && { before }), ...(after && { after }) }];
  });
}

/** The common case, at little cost: a plain value that stays. */
function isLeftAlone({ before, after }: ResourceChange, name: string): boolean {
  return before?.[name] !== undefined && before[name] !== null && before[name] === after?.[name];
}

/** A change that is hidden is a change all the same. */
function sameValue({ before, after }: ResourceChange, name: string): boolean {
  return JSON.stringify(before?.[name]) === JSON.stringify(after?.[name]);
}

function textOf(change: ResourceChange, name: string, moment: "before" | "after"): string | undefined {
  const given = shown(change, name, moment);
  if (given.state === "unknown") return "(known after apply)";
  if (given.state === "sensitive") return "(sensitive)";
  if (given.state === "absent" || given.value === false || isEmpty(given.value)) return undefined;
  const marks = moment === "before" ? change.planned.change.before_sensitive : change.planned.change.after_sensitive;
  if (isMarked(marks, name) || hasMarks(marks, name)) return "(sensitive)";
  return printable(name, typeof given.value === "string" ? given.value : JSON.stringify(given.value));
}

function hasMarks(marks: unknown, name: string): boolean {
  const inner = typeof marks === "object" && marks !== null ? (marks as Values)[name] : undefined;
  return inner !== undefined && JSON.stringify(inner).includes("true");
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value)
    ? value.length === 0
    : typeof value === "object" && Object.keys(value as Values).length === 0;
}
