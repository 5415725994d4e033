import { summaryLine } from "../report/change-counts";
import type { Entry, Fact, Group, Mark, Section } from "../report/document/document";
import { reportDocument } from "../report/document/report-document";
import type { Report } from "../report/report";
import { plainText } from "./plain-text";
import { type Colour, labelled, labelledObject, type Paint, painter, wrapped } from "./terminal";

const COLOURS: Readonly<Record<Mark, Colour>> = {
  high: "red",
  medium: "yellow",
  unknown: "yellow",
  widened: "cyan",
  low: "dim",
  more: "red",
  less: "green",
  guard: "green",
  "no effect": "dim",
  lacks: "red",
  "in excess": "yellow",
  allowed: "green",
  added: "green",
  removed: "red",
  changed: "yellow",
  beyond: "red",
  within: "green",
  accepted: "dim",
  "": "dim",
};

/** Marks that one character tells as well. */
const SIGNS: Readonly<Partial<Record<Mark, string>>> = {
  unknown: "?",
  more: "+",
  less: "-",
  added: "+",
  removed: "-",
  changed: "~",
};

/** The review for a terminal of 80 columns, in colour where it is one. */
export function renderText(report: Report, colour: boolean): string {
  const paint = painter(colour);
  const head = wrapped(summaryLine(report), "").map((line) => paint("bold", line));
  const sections = reportDocument(report).map((section) => sectionLines(section, paint).join("\n"));
  return `${[head.join("\n"), ...sections].join("\n\n")}\n`;
}

function sectionLines({ title, groups }: Section, paint: Paint): string[] {
  const blocks = groups.map((group) => groupLines(group, paint).join("\n"));
  return [paint("bold", title), blocks.join(groups.some(({ title: own }) => own !== undefined) ? "\n\n" : "\n")];
}

function groupLines({ title, facts = [], entries }: Group, paint: Paint): string[] {
  const indent = title === undefined ? "  " : "    ";
  return [
    ...(title === undefined ? [] : wrapped(title, "  ", "    ")),
    ...facts.flatMap((fact) => factLines(fact, indent, paint)),
    ...spaced(entries.map((entry) => entryLines(entry, indent, paint))),
  ];
}

/** Entries of several lines have a line between them. */
function spaced(entries: readonly (readonly string[])[]): string[] {
  return entries.flatMap((lines, index) => {
    const isApart = index > 0 && (lines.length > 1 || (entries[index - 1]?.length ?? 0) > 1);
    return isApart ? ["", ...lines] : lines;
  });
}

function entryLines({ mark, heading, facts }: Entry, indent: string, paint: Paint): string[] {
  const word = SIGNS[mark] ?? mark;
  const first = word === "" ? indent : `${indent}${word} `;
  const [line = "", ...rest] = wrapped(heading, first, `${indent}${word === "" ? "" : "  "}`);
  const painted = word === "" ? line : `${indent}${paint(COLOURS[mark], word)} ${line.slice(first.length)}`;
  return [painted, ...rest, ...facts.flatMap((fact) => factLines(fact, `${indent}  `, paint))];
}

function factLines({ label, items, form }: Fact, indent: string, paint: Paint): string[] {
  const lines = form === "accept" ? labelledObject(label, items, indent) : labelled(label, items, indent);
  const isAside = form === "accept" || ["why", "where", "rule", "ECS says"].includes(label);
  return isAside ? lines.map((line) => paint("dim", plainText(line))) : lines;
}
