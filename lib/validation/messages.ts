import { distance } from "fastest-levenshtein";

/** `'at' must …, got …`, and what to do. */
export function problem(at: string, must: string, value: unknown, remedy = ""): string {
  return `'${at}' must ${must}, got ${show(value)}${remedy && `: ${remedy}`}`;
}

/** What to say of a name that is not known. */
export function suggest(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
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
  const written = typeof value === "string" ? `'${value}'` : (JSON.stringify(value) ?? String(value));
  return written.length > 120 ? `${written.slice(0, 117)}…` : written;
}
