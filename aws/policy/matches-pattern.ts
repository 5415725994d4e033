/** Whether some text matches both patterns, `*` standing for any characters and `?` for one. */
export function patternsMeet(a: string, b: string): boolean {
  const known = new Map<string, boolean>();
  const meet = (i: number, j: number): boolean => {
    const at = `${i} ${j}`;
    const answer = known.get(at) ?? step(i, j);
    known.set(at, answer);
    return answer;
  };
  const step = (i: number, j: number): boolean => {
    if (i === a.length && j === b.length) return true;
    if (a[i] === "*") return meet(i + 1, j) || (j < b.length && meet(i, j + 1));
    if (b[j] === "*") return meet(i, j + 1) || (i < a.length && meet(i + 1, j));
    if (i === a.length || j === b.length) return false;
    return (a[i] === b[j] || a[i] === "?" || b[j] === "?") && meet(i + 1, j + 1);
  };
  return meet(0, 0);
}

/** Whether a text matches a pattern, letter case aside, as IAM compares actions. */
export function matchesPattern(text: string, pattern: string): boolean {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, ".*")
    .replace(/\?/g, ".");
  return new RegExp(`^${escaped}$`, "i").test(text);
}
