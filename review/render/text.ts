import { summaryLine } from "../report/change-counts";
import type { Entry, Fact, Group, Mark, Section } from "../report/document/document";
import { reportDocument } from "../report/document/report-document";
import type { Report } from "../report/report";
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
  const lines = wrapped(summaryLine(report), "").map((line) => paint("bold", line));
  for (const section of reportDocument(report)) addSection(lines, section, paint);
  return `${lines.join("\n")}\n`;
}

function addSection(lines: string[], { title, groups }: Section, paint: Paint): void {
  lines.push("", paint("bold", title));
  const isApart = groups.some(({ title: own }) => own !== undefined);
  groups.forEach((group, index) => {
    if (isApart && index > 0) lines.push("");
    addGroup(lines, group, paint);
  });
}

function addGroup(lines: string[], { title, facts = [], entries }: Group, paint: Paint): void {
  const indent = title === undefined ? "  " : "    ";
  if (title !== undefined) lines.push(...wrapped(title, "  ", "    "));
  for (const fact of facts) addFact(lines, fact, indent, paint);
  let wasLong = false;
  entries.forEach((entry, index) => {
    const start = lines.length;
    addEntry(lines, entry, indent, paint);
    const isLong = lines.length - start > 1;
    // Entries of several lines have a line between them.
    if (index > 0 && (isLong || wasLong)) lines.splice(start, 0, "");
    wasLong = isLong;
  });
}

function addEntry(lines: string[], { mark, heading, facts }: Entry, indent: string, paint: Paint): void {
  const word = SIGNS[mark] ?? mark;
  const first = word === "" ? indent : `${indent}${word} `;
  const [line = "", ...rest] = wrapped(heading, first, `${indent}${word === "" ? "" : "  "}`);
  lines.push(word === "" ? line : `${indent}${paint(COLOURS[mark], word)} ${line.slice(first.length)}`, ...rest);
  for (const fact of facts) addFact(lines, fact, `${indent}  `, paint);
}

const ASIDES = new Set(["why", "where", "rule", "ECS says"]);

function addFact(lines: string[], { label, items, form }: Fact, indent: string, paint: Paint): void {
  const told = form === "accept" ? labelledObject(label, items, indent) : labelled(label, items, indent);
  const isAside = form === "accept" || ASIDES.has(label);
  for (const line of told) lines.push(isAside ? paint("dim", line) : line);
}
