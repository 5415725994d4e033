import type { Values } from "../plan/plan";
import { type Moment, type ResourceChange, shown, shownText } from "../plan/resource-change";

export interface NameValue {
  readonly name: string;
  readonly value: string;
}

/** A container as its task definition has it. */
export interface Container {
  readonly name: string;
  readonly fields: Values;
}

/** The containers of a task definition; undefined where the plan does not show them, or shows something else. */
export function containersOf(change: ResourceChange, moment: Moment): readonly Container[] | undefined {
  if (shown(change, "container_definitions", moment).state === "absent") return [];
  const text = shownText(change, "container_definitions", moment);
  const list = text === undefined ? undefined : parse(text);
  if (!Array.isArray(list)) return undefined;
  return list.flatMap((item, index) => {
    if (typeof item !== "object" || item === null || Array.isArray(item)) return [];
    const fields = item as Values;
    return [{ name: typeof fields.name === "string" ? fields.name : `#${index + 1}`, fields }];
  });
}

/** A list such as `environment` (`value`) or `secrets` (`valueFrom`), by name. */
export function nameValues(fields: Values, list: string, value: string): NameValue[] {
  const items = fields[list];
  if (!Array.isArray(items)) return [];
  return items.flatMap((item: unknown) => {
    const pair = typeof item === "object" && item !== null ? (item as Values) : {};
    return typeof pair.name === "string" ? [{ name: pair.name, value: String(pair[value] ?? "") }] : [];
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
