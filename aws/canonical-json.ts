import { byCodeUnit } from "./text-order";

/** JSON with the members of every object in order and without the undefined ones: equal values give equal bytes. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, member) => (isPlainObject(member) ? withSortedMembers(member) : member));
}

function withSortedMembers(value: object): object {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => byCodeUnit(a, b)));
}

function isPlainObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
