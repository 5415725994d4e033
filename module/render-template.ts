import { type Fact, hclLiteral, inWords } from "./hcl-literal";

const IN_STRING = /\$\{fact\.([\w.]+)\}/g;
const AS_VALUE = /\bfact\.([a-z]\w*(?:\.\w+)*)/g;

/**
 * A template with its facts: `fact.<path>` becomes the fact as HCL writes it, and `${fact.<path>}` in a string becomes the
 * fact in words. A template is HCL itself, so that `terraform fmt` formats it.
 */
export function renderTemplate(template: string, facts: Fact): string {
  return template
    .split("\n")
    .map((line) => {
      const indentation = /^ */.exec(line)?.[0] ?? "";
      return line
        .replace(IN_STRING, (_, path) => inWords(factAt(facts, path)))
        .replace(AS_VALUE, (_, path) => hclLiteral(factAt(facts, path), indentation));
    })
    .join("\n");
}

function factAt(facts: Fact, path: string): Fact {
  let value: Fact | undefined = facts;
  for (const name of path.split(".")) {
    value = typeof value === "object" && value !== null ? (value as Readonly<Record<string, Fact>>)[name] : undefined;
  }
  if (value === undefined) throw new Error(`a template speaks of fact.${path}, which is not among the facts`);
  return value;
}
