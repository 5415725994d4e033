import { CommandError } from "./command-error";
import { compare, renderDifference } from "./permissions/compare";
import { type Permissions, permissionsOf } from "./permissions/grants";
import { readStack, STACK_ARGUMENT } from "./permissions/read-stack";
import { renderMarkdown } from "./permissions/render-markdown";
import { renderMermaid } from "./permissions/render-mermaid";
import { renderText } from "./permissions/render-text";
import { oneOf, type Subcommand } from "./subcommand";

const FORMATS = ["text", "markdown", "json", "mermaid"] as const;
type Format = (typeof FORMATS)[number];

const RENDERERS: Readonly<Record<Format, (permissions: Permissions) => string>> = {
  text: renderText,
  markdown: renderMarkdown,
  json: (permissions) => JSON.stringify(permissions, null, 2),
  mermaid: renderMermaid,
};

/** `ecs-role-pair permissions`: who may do what, or what two stacks differ in. */
export const permissions: Subcommand = (command, run) => {
  command
    .argument("<stack>", STACK_ARGUMENT)
    .argument("[other]", "another, to compare it with")
    .option("--format <name>", `the form: ${FORMATS.join(", ")}`, oneOf("--format", FORMATS), "text")
    .action((stack: string, other: string | undefined, { format }: { readonly format: Format }) => {
      const left = permissionsOf(readStack(stack), stack);
      const text =
        other === undefined
          ? RENDERERS[format](left)
          : renderComparison(left, permissionsOf(readStack(other), other), format);
      run.write(`${text}\n`);
    });
};

function renderComparison(left: Permissions, right: Permissions, format: Format): string {
  if (format === "json") return JSON.stringify(compare(left, right), null, 2);
  if (format === "text") return renderDifference(compare(left, right));
  throw new CommandError(`two stacks are compared as text or json, got '${format}'`);
}
