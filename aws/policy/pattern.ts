/**
 * IAM patterns: `*` stands for any text, the empty one too, and `?` for one character.
 * Containment errs on one side only: it may miss that a pattern lies in another, it never claims it wrongly.
 */

/** Whether every text that `inner` matches, `outer` matches too. */
export function patternCovers(outer: string, inner: string): boolean {
  if (outer === "*" || outer === inner) return true;
  const last = outer.length - 1;
  for (let index = 0; index <= last; index += 1) {
    const code = outer.charCodeAt(index);
    if (code === STAR && index === last) return true;
    if (code === STAR || code === QUESTION)
      return !hasLiteralWildcard(outer) && tokensMatch(canonicalRuns(outer), canonicalRuns(inner));
    if (code !== inner.charCodeAt(index)) return false;
  }
  return false;
}

/** `${*}` and `${?}` are the characters. */
function hasLiteralWildcard(pattern: string): boolean {
  return pattern.includes("${*}") || pattern.includes("${?}");
}

/** Whether a text exists that both match. A policy variable (`${aws:username}`) may become any text. */
export function patternsOverlap(first: string, second: string): boolean {
  if (first === second || first === "*" || second === "*") return true;
  if (startDifferently(first, second)) return false;
  const a = withoutVariables(first);
  const b = withoutVariables(second);
  if (!hasWildcard(a)) return hasWildcard(b) ? tokensMatch(canonicalRuns(b), a) : a === b;
  if (!hasWildcard(b)) return tokensMatch(canonicalRuns(a), b);
  return prefixesAgree(a, b) && intersect(a, b);
}

/** The common case, at little cost: texts that part before the first wildcard or variable of either. */
function startDifferently(first: string, second: string): boolean {
  const length = Math.min(first.length, second.length);
  for (let index = 0; index < length; index += 1) {
    const [a, b] = [first.charCodeAt(index), second.charCodeAt(index)];
    if (a === STAR || b === STAR || a === QUESTION || b === QUESTION || a === DOLLAR || b === DOLLAR) return false;
    if (a !== b) return true;
  }
  return false;
}

const STAR = "*".charCodeAt(0);
const QUESTION = "?".charCodeAt(0);
const DOLLAR = "$".charCodeAt(0);

export function hasWildcard(text: string): boolean {
  return text.includes("*") || text.includes("?");
}

const RUN = /[*?]{2}/;
const RUNS = /[*?]{2,}/g;

/** Writes each run of wildcards in one way, the `?` first: `*?` and `?*` match the same texts. */
function canonicalRuns(pattern: string): string {
  return pattern.search(RUN) < 0
    ? pattern
    : pattern.replace(RUNS, (run) => {
        const single = run.replaceAll("*", "");
        return single.length === run.length ? run : `${single}*`;
      });
}

/**
 * Matches a pattern against a text that may itself be a pattern: then its `*` is a character only a `*` takes, and its `?`
 * one that a `?` or a `*` takes.
 */
function tokensMatch(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    const token = pattern[p];
    if (token === "*") {
      star = p;
      resume = t;
      p += 1;
    } else if (token === text[t] || (token === "?" && text[t] !== "*")) {
      p += 1;
      t += 1;
    } else if (star >= 0) {
      p = star + 1;
      resume += 1;
      t = resume;
    } else {
      return false;
    }
  }
  while (pattern[p] === "*") p += 1;
  return p === pattern.length;
}

function withoutVariables(pattern: string): string {
  return pattern.includes("${") ? pattern.replace(/\$\{[^}]*\}/g, "*") : pattern;
}

function prefixesAgree(a: string, b: string): boolean {
  const length = Math.min(a.search(/[*?]/), b.search(/[*?]/));
  return a.startsWith(b.slice(0, length));
}

/** Walks both patterns side by side: `reachable[j]` says that what stands before i and j can be the same text. */
function intersect(a: string, b: string): boolean {
  let reachable = new Array<boolean>(b.length + 1).fill(false);
  reachable[0] = true;
  for (let j = 1; j <= b.length && b[j - 1] === "*"; j += 1) reachable[j] = true;
  for (let i = 1; i <= a.length; i += 1) {
    const next = new Array<boolean>(b.length + 1).fill(false);
    next[0] = Boolean(reachable[0]) && a[i - 1] === "*";
    for (let j = 1; j <= b.length; j += 1) {
      const [left, right] = [a[i - 1], b[j - 1]];
      if (left === "*" || right === "*") next[j] = Boolean(next[j - 1]) || Boolean(reachable[j]);
      else next[j] = Boolean(reachable[j - 1]) && (left === right || left === "?" || right === "?");
    }
    reachable = next;
  }
  return Boolean(reachable[b.length]);
}
