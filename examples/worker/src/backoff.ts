/** The delay before a further attempt: doubled by each one, from `first` up to `highest`. The unit is the caller's. */
export function backoff(attempt: number, first: number, highest: number): number {
  return Math.min(first * 2 ** (attempt - 1), highest);
}
