import { HIDDEN, printable } from "../../aws/secret-shapes";
import type { Values } from "../plan/plan";
import type { TaskLine } from "../report/report";
import { type Container, nameValues } from "./container";
import { fieldForm } from "./container-form";

interface Comparison {
  readonly lines: readonly TaskLine[];
  /** How many differences mean nothing. */
  readonly noise: number;
}

/** What changes in a task's containers, in lines; what differs in form only is counted. */
export function compareContainers(before: readonly Container[], after: readonly Container[]): Comparison {
  const old = new Map(before.map((container) => [container.name, container]));
  const names = new Set(after.map(({ name }) => name));
  const compared = after.map((container) => compareContainer(old.get(container.name), container));
  const removed = before.filter(({ name }) => !names.has(name)).map(({ name }) => line(name, "removed", "container"));
  const reordered = order(before, names) !== order(after, new Set(old.keys()));
  return {
    lines: [...compared.flatMap(({ lines }) => lines), ...removed],
    noise: compared.reduce((sum, { noise }) => sum + noise, reordered ? 1 : 0),
  };
}

function compareContainer(before: Container | undefined, after: Container): Comparison {
  const { name } = after;
  const old = before?.fields ?? {};
  const fields = [...new Set([...Object.keys(old), ...Object.keys(after.fields)])]
    .filter((field) => field !== "name" && !isSameJson(old[field], after.fields[field]))
    .sort();
  const lines: TaskLine[] = before
    ? []
    : [line(name, "added", "container", undefined, text("image", after.fields.image))];
  let noise = 0;
  for (const field of fields) {
    const told = fieldLines(name, field, fieldForm(old, field), fieldForm(after.fields, field));
    lines.push(...(before ? told : told.filter(isTelling)));
    if (told.length === 0 && before) noise += 1;
  }
  return { lines, noise };
}

function isSameJson(first: unknown, second: unknown): boolean {
  return first === second || JSON.stringify(first) === JSON.stringify(second);
}

/** Of a container that is new, its image is said with its name. */
function isTelling({ what }: TaskLine): boolean {
  return what !== "image" && what !== "image tag";
}

function fieldLines(container: string, field: string, old: unknown, now: unknown): TaskLine[] {
  if (isSameJson(old, now)) return [];
  if (field === "image") return [imageLine(container, old, now)];
  if (field === "environment") return namedLines(container, "environment", pairs(old, "value"), pairs(now, "value"));
  if (field === "secrets") return namedLines(container, "secret", pairs(old, "valueFrom"), pairs(now, "valueFrom"));
  const [before, after] = [leaves(field, old), leaves(field, now)];
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return names.flatMap((name) => difference(container, name, before.get(name), after.get(name)));
}

/** Where only the tag or digest differs, that is what changes. */
function imageLine(container: string, before: unknown, after: unknown): TaskLine {
  const [old, now] = [splitImage(before), splitImage(after)];
  const same = before !== undefined && after !== undefined && old.repository === now.repository;
  if (same) return line(container, "changed", "image tag", old.tag, now.tag);
  const change = before === undefined ? "added" : after === undefined ? "removed" : "changed";
  return line(container, change, "image", text("image", before), text("image", after));
}

function splitImage(image: unknown): { repository: string; tag: string } {
  const match = /^(.*?)(?:@(sha256:[0-9a-f]+)|:([^:/]+))?$/.exec(String(image ?? ""));
  return { repository: match?.[1] ?? "", tag: match?.[2] ?? match?.[3] ?? "latest" };
}

function pairs(list: unknown, value: string): ReadonlyMap<string, string> {
  return new Map(nameValues({ list }, "list", value).map((pair) => [pair.name, pair.value]));
}

function namedLines(
  container: string,
  what: string,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): TaskLine[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  const shownAs = what === "secret" ? printableReference : printable;
  return names.flatMap((name) => {
    const [old, now] = [before.get(name), after.get(name)];
    if (old === now) return [];
    const change = old === undefined ? "added" : now === undefined ? "removed" : "changed";
    const print = (value: string | undefined) => (value === undefined ? undefined : shownAs(name, value));
    return [line(container, change, `${what} ${name}`, print(old), print(now))];
  });
}

/** A secret's `valueFrom` is where it is kept, not the secret; whatever else stands there may be one. */
function printableReference(_name: string, reference: string): string {
  return /^arn:aws|^\/?[\w./-]+$/.test(reference) && reference.length < 512 ? reference : HIDDEN;
}

/** A field's values by path: an object's one by one, the items of a set by what names them. */
function leaves(path: string, value: unknown): Map<string, string> {
  if (value === undefined) return new Map();
  if (Array.isArray(value) && value.every((item) => typeof item === "object")) {
    return new Map(value.flatMap((item) => [...leaves(`${path}[${itemName(item)}]`, item)]));
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return new Map(Object.entries(value).flatMap(([name, inner]) => [...leaves(`${path}.${name}`, inner)]));
  }
  return new Map([[path, typeof value === "string" ? value : JSON.stringify(value)]]);
}

function itemName(item: unknown): string {
  const { name, containerPort, sourceVolume, containerName, value } = (item ?? {}) as Values;
  return String(name ?? containerPort ?? sourceVolume ?? containerName ?? value ?? JSON.stringify(item));
}

function difference(
  container: string,
  what: string,
  before: string | undefined,
  after: string | undefined,
): TaskLine[] {
  if (before === after) return [];
  const change = before === undefined ? "added" : after === undefined ? "removed" : "changed";
  return [line(container, change, what, text(what, before), text(what, after))];
}

function line(
  container: string,
  change: TaskLine["change"],
  what: string,
  before?: string | undefined,
  after?: string | undefined,
): TaskLine {
  return { container, change, what, ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}

function text(name: string, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return printable(name, typeof value === "string" ? value : JSON.stringify(value));
}

function order(containers: readonly Container[], common: ReadonlySet<string>): string {
  return containers
    .map(({ name }) => name)
    .filter((name) => common.has(name))
    .join("\n");
}
