/** Orders texts by code unit, so that no machine's locale changes what is synthesized. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Orders objects by one of their texts. */
export function by<T>(text: (item: T) => string): (a: T, b: T) => number {
  return (a, b) => byCodeUnit(text(a), text(b));
}

/** The texts once each, in order. */
export function sortedUnique(texts: Iterable<string>): string[] {
  return [...new Set(texts)].sort(byCodeUnit);
}
