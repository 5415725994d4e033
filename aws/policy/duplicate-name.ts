/**
 * A name that an object of a JSON text has twice. `JSON.parse` keeps the last of them and says nothing, and what AWS makes of it
 * is nowhere said. `parsed` is what the text was read to.
 */
export function duplicateName(text: string, parsed: unknown): string | undefined {
  // Names are what a colon follows: where there are as many as were read, none is there twice.
  if (countColons(text) === countNames(parsed)) return undefined;
  return firstTwice(text);
}

function countColons(text: string): number {
  const colon = /"\s*:/g;
  let count = 0;
  while (colon.test(text)) count += 1;
  return count;
}

/** Without recursion: a text may be nested more deeply than the stack is high. */
function countNames(parsed: unknown): number {
  const open: unknown[] = [parsed];
  let count = 0;
  while (open.length > 0) {
    const value = open.pop();
    if (Array.isArray(value)) {
      for (const item of value) if (typeof item === "object") open.push(item);
    } else if (typeof value === "object" && value !== null) {
      for (const name in value) {
        count += 1;
        const item: unknown = value[name as keyof typeof value];
        if (typeof item === "object") open.push(item);
      }
    }
  }
  return count;
}

function firstTwice(text: string): string | undefined {
  const open: Set<string>[] = [];
  const pieces = text.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|[{}]/g);
  for (const [piece, name, colon] of pieces) {
    if (piece === "{") open.push(new Set());
    else if (piece === "}") open.pop();
    else if (name !== undefined && colon !== undefined) {
      const read: string = JSON.parse(name);
      const names = open[open.length - 1];
      if (names?.has(read)) return read;
      names?.add(read);
    }
  }
  return undefined;
}
