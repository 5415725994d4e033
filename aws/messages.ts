import { distance } from "fastest-levenshtein";
import { meantBy } from "./other-names";

/** `'at' must …, got …`, and what to do. */
export function problem(at: string, must: string, value: unknown, remedy = ""): string {
  return `'${at}' must ${must}, got ${show(value)}${remedy && `: ${remedy}`}`;
}

/** The members of an object that are not known, each with the nearest that is. */
export function unknownMembers(value: object, known: readonly string[], at = ""): readonly string[] {
  const unknown = Object.keys(value).filter((member) => !known.includes(member));
  return unknown.map((member) => `'${at ? `${at}.` : ""}${member}' is not known here: ${suggest(member, known)}`);
}

/** What to say of a name that is not known. */
export function suggest(name: string, known: readonly string[]): string {
  const meant = meantBy(name, known);
  const near = meant.length > 0 ? meant : nearest(name, known);
  if (near.length > 0) return `did you mean ${listed(near)}?`;
  return `it takes ${known.slice(0, 20).join(", ")}${known.length > 20 ? ", …" : ""}`;
}

/** The known names that a misspelt one may have meant, at most three. */
export function nearest(name: string, known: readonly string[]): readonly string[] {
  const ranked = known.map((candidate) => ({
    candidate,
    steps: distance(name.toLowerCase(), candidate.toLowerCase()),
  }));
  ranked.sort((a, b) => a.steps - b.steps);
  const allowed = Math.max(2, name.length / 3);
  return ranked
    .filter(({ steps }) => steps <= allowed)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

export function listed(items: readonly (string | number)[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} or ${items[items.length - 1]}`;
}

/** A value as its writer would recognise it, cut where it is long. */
export function show(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "function") return "a function";
  const written = typeof value === "string" ? `'${value}'` : inspected(value);
  // The framework writes what only Terraform knows as a marker, or as a number that means nothing.
  if (/TfToken\[|^-?\d\.\d+e\+\d{3}$/.test(written)) return "a value that only Terraform knows";
  return written.length > 120 ? `${written.slice(0, 117)}…` : written;
}

/** An object that holds itself, as the framework's own do, has no JSON. */
function inspected(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return `a ${value?.constructor?.name ?? typeof value}`;
  }
}
