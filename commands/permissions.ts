import { parseArgs } from "node:util";
import { compare, renderDifference } from "./permissions/compare";
import { type Permissions, permissionsOf } from "./permissions/grants";
import { renderMarkdown } from "./permissions/render-markdown";
import { renderMermaid } from "./permissions/render-mermaid";
import { renderText } from "./permissions/render-text";
import { readStack } from "./permissions/stack-json";
import { runScript, ScriptError } from "./script-error";

const USAGE = "usage: npm run permissions -- <environment or file> [<another>] [--format text|markdown|json|mermaid]";

const RENDERERS: Readonly<Record<string, (permissions: Permissions) => string>> = {
  text: renderText,
  markdown: renderMarkdown,
  json: (permissions) => JSON.stringify(permissions, null, 2),
  mermaid: renderMermaid,
};

runScript(USAGE, () => {
  const options = { format: { type: "string", default: "text" } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const render = RENDERERS[values.format];
  if (positionals.length < 1 || positionals.length > 2) throw new ScriptError(USAGE);
  if (!render) throw new ScriptError(`--format must be ${Object.keys(RENDERERS).join(", ")}, got '${values.format}'`);
  const [left, right] = positionals.map((name) => permissionsOf(readStack(name), name));
  if (!left) throw new ScriptError(USAGE);
  if (!right) console.log(render(left));
  else if (values.format === "json") console.log(JSON.stringify(compare(left, right), null, 2));
  else if (values.format === "text") console.log(renderDifference(compare(left, right)));
  else throw new ScriptError(`two environments are compared as text or json, got '${values.format}'`);
});
