/** A figure of several runs. */
export interface Spread {
  readonly median: number;
  readonly minimum: number;
  readonly maximum: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.slice(Math.floor((sorted.length - 1) / 2), Math.floor(sorted.length / 2) + 1);
  return {
    median: middle.reduce((sum, value) => sum + value, 0) / middle.length,
    minimum: sorted[0] ?? Number.NaN,
    maximum: sorted[sorted.length - 1] ?? Number.NaN,
  };
}

/** How many times the one is the other, run by run: both of a run met the same machine. */
export function ratioOf(values: readonly number[], others: readonly number[]): Spread {
  return spreadOf(values.map((value, run) => value / (others[run] ?? Number.NaN)));
}

/** `1.43 (1.38–1.51)`. */
export function show({ median, minimum, maximum }: Spread, digits = 2): string {
  return `${median.toFixed(digits)} (${minimum.toFixed(digits)}–${maximum.toFixed(digits)})`;
}
