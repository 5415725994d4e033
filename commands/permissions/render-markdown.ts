import type { Grant } from "./grant";
import type { Permissions } from "./grants";

/** For a README or a pull request: a table. */
export function renderMarkdown({ grants, unknown }: Permissions): string {
  const head = ["| who | Sid | may | on | if | needed by |", "|---|---|---|---|---|---|"];
  const warnings = unknown.map(({ address, why }) => `\n\`${address}\`: ${why}.`);
  return [...head, ...grants.map(renderRow), ...warnings].join("\n");
}

function renderRow({ role, sid, effect, actions, resources, conditions, neededBy }: Grant): string {
  const may = effect === "Deny" ? ["**not**", ...actions.map(code)] : actions.map(code);
  const cells = [[role], [sid], may, resources.map(code), conditions.map(code), neededBy.map(escaped)];
  return `| ${cells.map((cell) => cell.join("<br>")).join(" | ")} |`;
}

function code(text: string): string {
  return `\`${escaped(text)}\``;
}

function escaped(text: string): string {
  return text.replace(/\|/g, "\\|");
}
