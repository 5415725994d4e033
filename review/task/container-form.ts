import { CONTAINER_DEFAULTS, HEALTH_CHECK_DEFAULTS, PORT_DEFAULTS } from "../../aws/ecs/container-defaults";
import type { Values } from "../plan/plan";

/** Lists whose order is an order of doing; every other list of objects is a set. */
const ORDERED = new Set(["environmentFiles"]);
const MAX_DEPTH = 30;

/** A container's field without what says nothing: defaults, empty lists, the order of sets. Undefined where nothing is left. */
export function fieldForm(fields: Values, name: string): unknown {
  const value = fields[name];
  if (Object.hasOwn(CONTAINER_DEFAULTS, name) && (CONTAINER_DEFAULTS as Values)[name] === value) return undefined;
  if (name === "healthCheck") return plain(without(value, HEALTH_CHECK_DEFAULTS), name, 0);
  if (name === "portMappings" && Array.isArray(value)) return plain(value.map(portForm), name, 0);
  return plain(value, name, 0);
}

/** A host port equal to the container's is what `awsvpc` fills in. */
function portForm(port: unknown): unknown {
  const form = without(port, PORT_DEFAULTS);
  if (typeof form !== "object" || form === null) return form;
  const { hostPort, ...rest } = form as Values;
  return hostPort === undefined || hostPort === rest.containerPort || hostPort === 0 ? rest : form;
}

function without(value: unknown, defaults: Values): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name, given]) => defaults[name] !== given));
}

/** A value with its sets in order and without anything empty. */
function plain(value: unknown, name: string, depth: number): unknown {
  if (value === undefined || value === null || value === "" || depth > MAX_DEPTH) return undefined;
  if (Array.isArray(value)) {
    const items = value.map((item) => plain(item, "", depth + 1)).filter((item) => item !== undefined);
    if (items.length === 0) return undefined;
    const isSet = !ORDERED.has(name) && items.every((item) => typeof item === "object");
    return isSet ? items.sort((a, b) => compare(JSON.stringify(a), JSON.stringify(b))) : items;
  }
  if (typeof value !== "object") return value;
  const entries = Object.keys(value)
    .sort()
    .flatMap((key) => {
      const inner = plain((value as Values)[key], key, depth + 1);
      return inner === undefined ? [] : [[key, inner]];
    });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
