/** A table in Markdown. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, header.map(() => "---"), ...rows].map(tableLine).join("\n");
}

function tableLine(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

/** What stands between `<!-- name -->` and `<!-- /name -->`, if both are there. */
export function sectionOf(text: string, name: string): string | undefined {
  return new RegExp(`<!-- ${name} -->\n(.*?)<!-- /${name} -->`, "s").exec(text)?.[1];
}

/** The text of a file with other content between `<!-- name -->` and `<!-- /name -->`. Throws where they are not. */
export function withSection(text: string, file: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
  const old = sectionOf(text, name);
  if (old === undefined)
    throw new Error(`${file} has no '${start.trim()}' above a '${end}': put both where the section belongs`);
  return text.replace(`${start}${old}${end}`, () => `${start}${content}\n${end}`);
}
