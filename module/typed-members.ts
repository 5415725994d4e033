/** The members that a variable's object type has, and what each of them holds. */
export interface TypedMember {
  readonly name: string;
  /** The members of the object, or of the objects, that it holds. */
  readonly members: readonly TypedMember[];
  /** Whether it holds one object or several. */
  readonly holds: "value" | "object" | "objects";
}

/** The members of a variable's type, by the variable's name, read from HCL that `terraform fmt` has formatted. */
export function typedMembers(source: string): ReadonlyMap<string, readonly TypedMember[]> {
  const variables = source.matchAll(/^variable "(\w+)" \{\n(.*?)^\}/gms);
  return new Map(
    [...variables].map(([, name = "", body = ""]) => [name, membersOf(body.slice(body.indexOf("object({")))]),
  );
}

function membersOf(type: string): readonly TypedMember[] {
  if (!type.startsWith("object({")) return [];
  return splitAtTop(insideOf(type, "object(".length)).map((text) => {
    const [, name = "", value = ""] = /^\s*(\w+)\s*=\s*(.*)$/s.exec(text) ?? [];
    const start = value.indexOf("object({");
    if (start < 0) return { name, members: [], holds: "value" };
    const holds = /\b(list|map)\($/.test(value.slice(0, start)) ? "objects" : "object";
    return { name, members: membersOf(value.slice(start)), holds };
  });
}

/** What is between a brace and the one that closes it. */
function insideOf(text: string, open: number): string {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if ("({[".includes(text[at] ?? "")) depth += 1;
    if (")}]".includes(text[at] ?? "")) depth -= 1;
    if (depth === 0) return text.slice(open + 1, at);
  }
  return text.slice(open + 1);
}

/** The parts of a list of members, at its commas and line breaks, not at those inside brackets. */
function splitAtTop(text: string): readonly string[] {
  const parts: string[] = [""];
  let depth = 0;
  for (const character of text) {
    if ("({[".includes(character)) depth += 1;
    if (")}]".includes(character)) depth -= 1;
    if (depth === 0 && (character === "," || character === "\n")) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts.filter((part) => part.trim() !== "" && !part.trim().startsWith("#"));
}
