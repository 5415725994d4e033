/** What a template's `fact.<path>` may stand for. */
export type Fact = string | number | boolean | null | readonly Fact[] | { readonly [name: string]: Fact };

const LONGEST_LINE = 100;

/**
 * A value as HCL, written as `terraform fmt` leaves it: on one line where that is short, else an item or a member a line,
 * with the equals signs of neighbouring lines below each other.
 */
export function hclLiteral(value: Fact, indentation = ""): string {
  if (typeof value === "string") return quoted(value);
  if (typeof value !== "object" || value === null) return String(value);
  const inline = onOneLine(value);
  if (isShort(inline, indentation, value)) return inline;
  const inner = `${indentation}  `;
  const lines = isList(value)
    ? value.map((item) => `${inner}${hclLiteral(item, inner)},`)
    : membersBelowEachOther(value, inner);
  const [open, close] = isList(value) ? ["[", "]"] : ["{", "}"];
  return [open, ...lines, `${indentation}${close}`].join("\n");
}

/** A fact inside a string, in words. */
export function inWords(value: Fact): string {
  if (isList(value)) {
    const items = value.map(inWords);
    return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} or ${items[items.length - 1]}`;
  }
  return typeof value === "string" ? value : String(value);
}

/** A table reads better with a row a line, and a list of numbers on one. */
function isShort(inline: string, indentation: string, value: object): boolean {
  const parts: readonly unknown[] = Object.values(value);
  if (isList(value as Fact) && parts.every((part) => typeof part === "number")) return true;
  return (
    inline.length + indentation.length <= LONGEST_LINE &&
    !parts.some((part) => typeof part === "object" && part !== null)
  );
}

function onOneLine(value: Fact): string {
  if (typeof value === "string") return quoted(value);
  if (typeof value !== "object" || value === null) return String(value);
  if (isList(value)) return `[${value.map(onOneLine).join(", ")}]`;
  const members = Object.entries(value).map(([name, each]) => `${keyOf(name)} = ${onOneLine(each)}`);
  return members.length > 0 ? `{ ${members.join(", ")} }` : "{}";
}

function membersBelowEachOther(value: { readonly [name: string]: Fact }, indentation: string): readonly string[] {
  const members = Object.entries(value).map(([name, each]) => ({
    name: keyOf(name),
    text: hclLiteral(each, indentation),
  }));
  return members.map(({ name, text }, index) => {
    const width = text.includes("\n") ? name.length : widthOfGroup(members, index);
    return `${indentation}${name.padEnd(width)} = ${text}`;
  });
}

/** The longest name among the neighbours that are on one line each. */
function widthOfGroup(members: readonly { readonly name: string; readonly text: string }[], index: number): number {
  const isOnOneLine = (at: number) => members[at] !== undefined && !members[at].text.includes("\n");
  let first = index;
  while (isOnOneLine(first - 1)) first -= 1;
  let last = index;
  while (isOnOneLine(last + 1)) last += 1;
  return Math.max(...members.slice(first, last + 1).map(({ name }) => name.length));
}

function isList(value: Fact): value is readonly Fact[] {
  return Array.isArray(value);
}

function keyOf(name: string): string {
  return /^[A-Za-z_][\w-]*$/.test(name) ? name : quoted(name);
}

function quoted(text: string): string {
  return JSON.stringify(text)
    .replace(/\$\{/g, () => "$${")
    .replace(/%\{/g, "%%{");
}
