const MAX_DEPTH = 50;

/** Every `references` list within an expression, at any depth a resource's blocks have. */
export function referencesIn(expression: unknown, depth = 0): string[] {
  if (typeof expression !== "object" || expression === null || depth > MAX_DEPTH) return [];
  if (Array.isArray(expression)) return expression.flatMap((item) => referencesIn(item, depth + 1));
  return Object.entries(expression).flatMap(([name, value]) => {
    if (name === "references") return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
    return name === "constant_value" ? [] : referencesIn(value, depth + 1);
  });
}

/** Terraform lists `a.b.arn` and `a.b` for one reference: the longer says it. */
export function mostSpecific(references: readonly string[]): string[] {
  const unique = [...new Set(references)];
  return unique.filter((reference) => !unique.some((other) => other !== reference && startsWithPath(other, reference)));
}

function startsWithPath(text: string, path: string): boolean {
  return text.startsWith(path) && (text[path.length] === "." || text[path.length] === "[");
}
