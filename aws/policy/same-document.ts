const MAX_DEPTH = 8;
/** Longer lists are compared in their order only. */
const MAX_UNORDERED = 64;

/**
 * Whether two policy documents say the same but for the order of lists and keys, lists of one, and Sids. Errs on one side only:
 * what is the same may be missed here and found later, at a higher price.
 */
export function isSameDocument(first: unknown, second: unknown, depth = 0): boolean {
  if (first === second) return true;
  if (depth > MAX_DEPTH) return false;
  if (Array.isArray(first) || Array.isArray(second)) return isSameSet(asList(first), asList(second), depth + 1);
  if (!isObject(first) || !isObject(second)) return false;
  let common = 0;
  for (const name in first) {
    if (name === "Sid") continue;
    if (!(name in second) || !isSameDocument(first[name], second[name], depth + 1)) return false;
    common += 1;
  }
  for (const name in second) if (name !== "Sid") common -= 1;
  return common === 0;
}

function isSameSet(first: readonly unknown[], second: readonly unknown[], depth: number): boolean {
  if (first.length !== second.length) return false;
  if (first.every((item, index) => isSameDocument(item, second[index], depth))) return true;
  if (first.length > MAX_UNORDERED) return false;
  const isIn = (item: unknown, list: readonly unknown[]) => list.some((other) => isSameDocument(item, other, depth));
  return first.every((item) => isIn(item, second)) && second.every((item) => isIn(item, first));
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
