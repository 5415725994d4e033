import { markdownTable } from "../tools/markdown";

/** A variable or an output of the module, as its documentation lists it. */
interface Block {
  readonly name: string;
  /** The text of each attribute that is on a line of its own. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly body: string;
}

const EMPTY = "{}";

/** The module's README: its prose, with the tables of what its files declare. */
export function moduleReadme(prose: string, files: Readonly<Record<string, string>>): string {
  const variables = blocksOf(files["variables.tf"] ?? "", "variable");
  const types = blocksOf(files["inputs/variables.tf"] ?? "", "variable").filter(({ body }) =>
    body.includes("object({"),
  );
  const outputs = blocksOf(files["outputs.tf"] ?? "", "output");
  const described = variables.map(({ name }) => name);
  return prose
    .replace("<!-- inputs -->", () =>
      markdownTable(["name", "type", "default", "description"], variables.map(inputRow)),
    )
    .replace("<!-- types -->", () =>
      types
        .filter(({ name }) => described.includes(name) && name !== "task_role_statements")
        .map(({ name, body }) => `### ${name.replace("execution_role_", "")}\n\n\`\`\`hcl\n${typeOf(body)}\n\`\`\``)
        .join("\n\n"),
    )
    .replace("<!-- outputs -->", () =>
      markdownTable(
        ["name", "description"],
        outputs.map(({ name, attributes }) => [code(name), textOf(attributes.description)]),
      ),
    );
}

function inputRow({ name, attributes }: Block): readonly string[] {
  const isObject = attributes.type === "any";
  const section = name.replace(/^(execution|task)_role_/, "");
  const fallback = attributes.default;
  return [
    code(name),
    isObject ? `[${section}](#${section})` : code(attributes.type ?? ""),
    fallback === undefined ? "**required**" : code(fallback === EMPTY ? EMPTY : fallback),
    textOf(attributes.description),
  ];
}

/** The blocks of one kind in a file that `terraform fmt` has formatted. */
function blocksOf(source: string, kind: string): readonly Block[] {
  const blocks = source.matchAll(new RegExp(`^${kind} "(\\w+)" \\{\\n(.*?)^\\}`, "gms"));
  return [...blocks].map(([, name = "", body = ""]) => {
    const attributes = [...body.matchAll(/^ {2}(\w+) += (.*)$/gm)].map(([, attribute = "", text = ""]) => [
      attribute,
      text,
    ]);
    return { name, body, attributes: Object.fromEntries(attributes) };
  });
}

/** A variable's type, which ends where its indentation does. */
function typeOf(body: string): string {
  const [, type = ""] = /^ {2}type += (.*?\n {2}\S*)$/ms.exec(body) ?? [];
  return type.replace(/^ {2}/gm, "");
}

function textOf(quoted = ""): string {
  return quoted.slice(1, -1);
}

function code(text: string): string {
  return `\`${text}\``;
}
