import { summaryLine } from "../report/change-counts";
import type { Entry, Fact, Group, Mark, Section } from "../report/document/document";
import { reportDocument } from "../report/document/report-document";
import type { Report } from "../report/report";
import { countOf, type Fold, fitted, LazyPart, type Part } from "./fold";
import { code, fenced, inline, sentence } from "./markdown-text";

/** GitHub refuses a comment longer than this many characters. Source: its API's own error, "body is too long". */
export const COMMENT_LIMIT = 65_536;
/** Kept free for saying what was cut. */
const RESERVE = 1_000;

/** Told by colour as well as by the word. */
const LIGHTS: Readonly<Partial<Record<Mark, string>>> = {
  high: "🔴",
  medium: "🟠",
  unknown: "🟡",
  widened: "🔵",
  low: "⚪",
  lacks: "🔴",
  "in excess": "🟠",
  allowed: "🟢",
  beyond: "🔴",
  within: "🟢",
  accepted: "⚪",
};

/** How GitHub colours the lines of a diff: what begins with `!` as a warning, with `#` as an aside. */
const DIFF_SIGNS: Readonly<Partial<Record<Mark, string>>> = {
  more: "+",
  added: "+",
  less: "-",
  removed: "-",
  guard: "!",
  changed: "!",
  unknown: "!",
};

/** The review for a pull request: a line, then sections that fold. What matters least is cut first, and what is cut is said. */
export function renderMarkdown(report: Report, title = "Plan review", limit = COMMENT_LIMIT): string {
  const head = `### ${inline(title)}\n\n**${inline(summaryLine(report))}**\n`;
  let room = limit - RESERVE - head.length;
  const cuts: string[] = [];
  const bodies = reportDocument(report).map((section) => {
    const fold = sectionFold(section);
    const { text, cut } = fitted(fold, room);
    room -= text.length;
    if (cut > 0) cuts.push(`${section.title} (${cut} of ${countOf(fold)})`);
    return text;
  });
  const note =
    cuts.length > 0
      ? `\n_Left out, since a comment has no room for it: ${cuts.join(", ")}. The text, JSON and HTML forms have all of it._\n`
      : "";
  return [head, ...bodies, note].join("");
}

function sectionFold(section: Section): Fold {
  const { title, count, isOpen, groups } = section;
  const [parts, opening, closing] = sectionParts(section, groups);
  return {
    opening: `\n<details${isOpen ? " open" : ""}><summary><b>${inline(title)}</b> (${count})</summary>\n\n${opening}`,
    parts,
    closing: `${closing}\n</details>\n`,
  };
}

/** What is alike stands in a table, what changes in a diff that folds for each subject. */
function sectionParts({ kind }: Section, groups: readonly Group[]): [Fold["parts"], string, string] {
  if (kind === "permissions" || kind === "difference" || kind === "tasks") return [groups.map(diffFold), "", ""];
  if (kind === "audit") return [groups.map(auditFold), "", ""];
  if (kind === "statements") return [groups.map(statementFold), "", ""];
  if (kind === "resources") {
    const rows = groups.flatMap((group) => group.entries.map(lazily((entry) => resourceRow(group, entry))));
    return [rows, "| | resource | changes |\n|---|---|---|\n", ""];
  }
  return [groups.flatMap(({ entries }) => entries.map(lazily(findingRow))), TABLE, ""];
}

const TABLE = "| | what |\n|---|---|\n";

/** Two columns, since addresses and ARNs cannot be broken and a comment is narrow: what is at a glance, and the rest. */
function row(glance: string, lines: readonly string[]): string {
  return `| ${glance} | ${lines.filter((line) => line !== "").join("<br>")} |\n`;
}

function lazily<T>(write: (entry: T) => string): (entry: T) => Part {
  return (entry) => new LazyPart(() => write(entry));
}

function findingRow({ mark, heading, facts }: Entry): string {
  const place = [codes(facts, "where", ", "), codes(facts, "rule", ", ")].filter((text) => text !== "").join(" · ");
  return row(lit(mark), [sentence(heading), notes(facts, ["why", "because", "accepted"]), place]);
}

function resourceRow({ title = "" }: Group, { heading, facts }: Entry): string {
  const [action = ""] = title.split(" ");
  const replaced = facts.some(({ label }) => label === "replaced") ? `replaced for ${codes(facts, "replaced")}` : "";
  const changes = [codes(facts, "changes"), replaced].filter((text) => text !== "").join("<br>");
  return `| ${inline(action)} | ${code(heading)} | ${changes} |\n`;
}

function auditFold({ title = "", facts = [], entries }: Group): Fold {
  const about = facts.flatMap(({ items, form }) => items.map(form === "code" ? code : sentence)).join(" · ");
  return {
    opening: `**${inline(title)}**<br>${about}\n\n${TABLE}`,
    parts: entries.map(lazily(auditRow)),
    closing: "\n",
  };
}

function auditRow({ mark, heading, facts }: Entry): string {
  const actions = [codes(facts, "needs", ", "), codes(facts, "may", ", ")].join("");
  const on = codes(facts, "on", ", ");
  const messages = facts.flatMap(({ label, items }) => (label === "ECS says" ? items.map(inline) : []));
  return row(lit(mark), [
    sentence(heading),
    on === "" ? actions : `${actions} on ${on}`,
    notes(facts, ["why", "by"]),
    ...messages.map((message) => `<details><summary>what ECS says</summary>${message}</details>`),
  ]);
}

/** A role's statements: what `permissions` shows. */
function statementFold({ title = "", entries }: Group): Fold {
  return {
    opening: `**${inline(title)}**\n\n| statement | |\n|---|---|\n`,
    parts: entries.map(lazily(statementRow)),
    closing: "\n",
  };
}

function statementRow({ heading, facts }: Entry): string {
  return row(
    inline(heading),
    facts.map(({ label, items, form }) => `${label} ${items.map(form === "code" ? code : inline).join(", ")}`),
  );
}

function diffFold({ title = "", entries }: Group): Fold {
  return {
    opening: `<details><summary>${inline(title)}: ${marksOf(entries)}</summary>\n\n\`\`\`diff\n`,
    parts: entries.map(lazily(diffLines)),
    closing: "```\n</details>\n",
  };
}

/** `2 more, 1 guard`. */
function marksOf(entries: readonly Entry[]): string {
  const counts = new Map<string, number>();
  for (const { mark } of entries) counts.set(mark || "in form", (counts.get(mark || "in form") ?? 0) + 1);
  return [...counts].map(([mark, count]) => `${count} ${mark}`).join(", ");
}

function diffLines({ mark, heading, facts }: Entry): string {
  const sign = DIFF_SIGNS[mark] ?? "#";
  const told = facts.filter(({ form, label }) => form !== "accept" && label !== "rule");
  const lines = [heading, ...told.flatMap(factTexts)];
  return `${lines.map((line) => `${sign} ${fenced(line)}\n`).join("")}`;
}

function factTexts({ label, items }: Fact): readonly string[] {
  return items.map((item, index) => `  ${(index === 0 ? label : "").padEnd(9)} ${item}`);
}

function codes(facts: readonly Fact[], label: string, separator = "<br>"): string {
  return facts.flatMap((fact) => (fact.label === label ? fact.items.map(code) : [])).join(separator);
}

/** Facts in small letters, a line each. */
function notes(facts: readonly Fact[], labels: readonly string[]): string {
  const told = facts.filter(({ label }) => labels.includes(label));
  return told.map(({ items }) => `<sub>${items.map(sentence).join(", ")}</sub>`).join("<br>");
}

function lit(mark: Mark): string {
  const light = LIGHTS[mark];
  return light === undefined ? inline(mark) : `${light}&nbsp;${mark.replace(" ", "&nbsp;")}`;
}
