import { summaryLine } from "../report/change-counts";
import type { Report } from "../report/report";
import { byActionAndType, bySubject, ownFindings, resourceLineText, taskLineText, taskTitle } from "../report/sections";
import { attachmentSentence, unreviewedSentence } from "../report/sentences";
import { plainText } from "./plain-text";
import { permissionText } from "./text";

/** GitHub refuses a comment longer than this many characters. Source: its API's own error, "body is too long". */
export const COMMENT_LIMIT = 65_536;
/** Kept free for the closing tags and for saying what was cut. */
const RESERVE = 2_000;
const MAX_LINE = 2_000;

interface Section {
  readonly title: string;
  readonly lines: readonly string[];
  readonly open: boolean;
}

/** The review for a pull request: a summary line, then the details folded. What does not fit is counted. */
export function renderMarkdown(report: Report, title = "Plan review", limit = COMMENT_LIMIT): string {
  const head = `### ${inline(title)}\n\n**${inline(summaryLine(report))}**\n`;
  let room = limit - RESERVE - head.length;
  let cut = 0;
  const bodies = sections(report).map((section) => {
    const { text, used, dropped } = fold(section, room);
    room -= used;
    cut += dropped;
    return text;
  });
  const note = cut > 0 ? `\n_${cut} more lines do not fit here: see the whole review as text, JSON or HTML._\n` : "";
  return [head, ...bodies, note].filter((text) => text !== "").join("\n");
}

function sections(report: Report): Section[] {
  const { permissions, attachments, unreviewed, tasks, resources, accepted } = report;
  const all: Section[] = [
    {
      title: "To look at",
      open: true,
      lines: ownFindings(report).map(
        ({ id, level, what, why, where }) => `- **${level}** ${inline(what)}. ${inline(why)}. ${code(where)} (${id})`,
      ),
    },
    { title: "Permissions", open: false, lines: permissionLines({ permissions, attachments }) },
    {
      title: "Not reviewable",
      open: true,
      lines: unreviewed.map((each) => `- ${inline(unreviewedSentence(each))} ${code(each.where)}`),
    },
    { title: "Tasks", open: false, lines: tasks.flatMap(taskLines) },
    { title: "Resources", open: false, lines: resourceLines(report) },
    {
      title: "Accepted",
      open: false,
      lines: accepted.map(({ id, where, reason }) => `- ${code(where)} ${id}: ${inline(reason)}`),
    },
  ];
  const counts: readonly number[] = [0, permissions.length + attachments.length, 0, tasks.length, resources.length, 0];
  return all
    .map((section, index) => ({ ...section, title: `${section.title} (${counts[index] || section.lines.length})` }))
    .filter(({ lines }) => lines.length > 0);
}

function permissionLines({ permissions, attachments }: Pick<Report, "permissions" | "attachments">): string[] {
  const [changes, given] = [bySubject(permissions), bySubject(attachments)];
  return [...new Set([...changes.keys(), ...given.keys()])].flatMap((title) => [
    `- **${inline(title)}**`,
    ...(changes.get(title) ?? []).map(
      (change) => `  - ${change.opens ? "➕" : "➖"} ${inline(permissionText(change))}`,
    ),
    ...(given.get(title) ?? []).map(
      (change) => `  - ${change.opens ? "➕" : "➖"} ${inline(attachmentSentence(change))}`,
    ),
  ]);
}

function taskLines(task: Report["tasks"][number]): string[] {
  const unknown = task.unknownBecause
    ? [`  - the containers are not known before it is applied: ${inline(task.unknownBecause.join(", "))}`]
    : [];
  return [
    `- **${inline(taskTitle(task))}**`,
    ...task.lines.map((line) => `  - ${line.change} ${inline(taskLineText(line))}`),
    ...unknown,
    ...(task.noise > 0 ? [`  - ${task.noise} more in form only`] : []),
  ];
}

function resourceLines({ resources }: Report): string[] {
  return [...byActionAndType(resources)].flatMap(([title, lines]) => [
    `- ${inline(title)} (${lines.length})`,
    ...lines.map((line) => `  - ${inline(resourceLineText(line))}`),
  ]);
}

/** As many of a section's lines as there is room for. */
function fold({ title, lines, open }: Section, room: number): { text: string; used: number; dropped: number } {
  const opening = `<details${open ? " open" : ""}><summary>${title}</summary>\n\n`;
  const closing = "\n\n</details>\n";
  let used = opening.length + closing.length;
  const kept: string[] = [];
  for (const line of lines) {
    if (used + line.length + 1 > room) break;
    kept.push(line);
    used += line.length + 1;
  }
  if (kept.length === 0) return { text: "", used: 0, dropped: lines.length };
  return { text: `${opening}${kept.join("\n")}${closing}`, used, dropped: lines.length - kept.length };
}

/**
 * Text inside a Markdown line that cannot become markup, a link or a mention: every character Markdown or HTML may read
 * otherwise is a character reference, and so are the `@` of a mention, the `#` of an issue and the `:` of an emoji or a URL.
 */
function inline(text: string): string {
  const short =
    text.length > MAX_LINE ? `${text.slice(0, MAX_LINE)}… (${text.length - MAX_LINE} characters more)` : text;
  return plainText(short).replace(/[&<>"'`*_~[\]()\\#@|!{}$]|:(?=\/\/|[a-z0-9_+-]+:)|\bwww(?=\.)/gi, (character) => {
    return [...character].map((one) => `&#${one.codePointAt(0)};`).join("");
  });
}

/** Text as code: no backtick inside can end it. */
function code(text: string): string {
  return `<code>${inline(text)}</code>`;
}
