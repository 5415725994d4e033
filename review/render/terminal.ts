import { plainText } from "./plain-text";

/** The narrowest terminal that people read in. Only a name without a space in it may be longer. */
const WIDTH = 80;
/** Where what stands beside a label begins. */
const LABEL_WIDTH = 9;

const CODES = { red: 31, green: 32, yellow: 33, cyan: 36, bold: 1, dim: 2 } as const;
export type Colour = keyof typeof CODES;
export type Paint = (colour: Colour, text: string) => string;

/** Colours a text, or leaves it as it is. */
export function painter(isColoured: boolean): Paint {
  return (colour, text) => (isColoured ? `\u001b[${CODES[colour]}m${text}\u001b[0m` : text);
}

/** A text in lines that fit, the first behind `first` and the others behind as many spaces. */
export function wrapped(text: string, first: string, indent = " ".repeat(first.length)): string[] {
  const plain = plainText(text);
  if (first.length + plain.length <= WIDTH) return [first + plain.trimStart()];
  const lines: string[] = [];
  let line = "";
  for (const word of plain.split(" ")) {
    const start = lines.length === 0 ? first : indent;
    if (line !== "" && start.length + line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].map((each, index) => `${index === 0 ? first : indent}${each}`);
}

/** Items below each other, the first beside a label: `may  sqs:SendMessage`. */
export function labelled(label: string, items: readonly string[], indent: string): string[] {
  const [only] = items;
  const first = indent + label.padEnd(LABEL_WIDTH);
  if (items.length === 1 && only !== undefined) return wrapped(only, first);
  return items.flatMap((item, index) => wrapped(item, index === 0 ? first : `${indent}${" ".repeat(LABEL_WIDTH)}`));
}

/** The members of a JSON object beside a label, on one line if it is short enough, and broken between members else. */
export function labelledObject(label: string, members: readonly string[], indent: string): string[] {
  const lines: string[] = [];
  const room = WIDTH - indent.length - LABEL_WIDTH - 2;
  members.forEach((member, index) => {
    const piece = index < members.length - 1 ? `${member},` : `${member}}`;
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + piece.length <= room) lines[lines.length - 1] = `${last} ${piece}`;
    else lines.push(last === undefined ? `{${piece}` : ` ${piece}`);
  });
  return lines.map((line, index) => `${indent}${(index === 0 ? label : "").padEnd(LABEL_WIDTH)}${plainText(line)}`);
}
