import { summaryLine } from "../report/change-counts";
import type { Level, PermissionChange, Report, TaskLine } from "../report/report";
import { byActionAndType, bySubject, ownFindings, resourceLineText, taskLineText, taskTitle } from "../report/sections";
import {
  attachmentSentence,
  changePhrase,
  effectPhrase,
  gainPhrase,
  permissionPhrase,
  unreviewedSentence,
  wasPhrase,
} from "../report/sentences";
import { auditLines } from "./audit-text";
import { plainText } from "./plain-text";

type Paint = (text: string) => string;

const CODES = { red: 31, green: 32, yellow: 33, cyan: 36, bold: 1, dim: 2 } as const;
type Colour = keyof typeof CODES;

const LEVEL_COLOURS: Readonly<Record<Level, Colour>> = {
  high: "red",
  medium: "yellow",
  unknown: "yellow",
  widened: "cyan",
  low: "dim",
};

/** The review for a terminal, in colour where it is one. */
export function renderText(report: Report, colour: boolean): string {
  const paint = painter(colour);
  const sections = [
    paint("bold")(plainText(summaryLine(report))),
    section(paint("bold")("Held against what was reviewed"), reviewedLines(report, paint)),
    section(paint("bold")("To look at"), findingLines(report, paint)),
    section(paint("bold")("Audit"), auditLines(report.audits ?? [], paint, report.explains === true)),
    section(paint("bold")("Permissions"), permissionLines(report, paint)),
    section(
      paint("bold")("Not reviewable"),
      report.unreviewed.map((each) => `  ${paint("yellow")("?")} ${plainText(unreviewedSentence(each))}`),
    ),
    section(
      paint("bold")("Tasks"),
      report.tasks.flatMap((task) => taskLines(task, paint)),
    ),
    section(paint("bold")("Resources"), resourceLines(report, paint)),
    section(
      paint("bold")("Accepted"),
      report.accepted.map(({ id, where, reason }) => plainText(`  ${id} at ${where}: ${reason}`)),
    ),
  ];
  return `${sections.filter((text) => text !== "").join("\n\n")}\n`;
}

function painter(colour: boolean): (name: Colour) => Paint {
  return (name) => (colour ? (text) => `\u001b[${CODES[name]}m${text}\u001b[0m` : (text) => text);
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : [title, ...lines].join("\n");
}

function reviewedLines({ reviewed }: Report, paint: (name: Colour) => Paint): string[] {
  if (reviewed === undefined) return [];
  const outcome = reviewed.isWithin
    ? paint("green")("within what was reviewed")
    : paint("red")("beyond what was reviewed");
  return [
    `  ${outcome}`,
    ...reviewed.beyond.map((what) => `  ${paint("red")("+")} ${plainText(what)}`),
    ...reviewed.differs.map((what) => `  ${paint("dim")(`~ ${plainText(what)}`)}`),
  ];
}

function findingLines(report: Report, paint: (name: Colour) => Paint): string[] {
  return ownFindings(report).flatMap(({ id, level, what, why, where }) => [
    `  ${paint(LEVEL_COLOURS[level])(level)} ${plainText(what)}`,
    paint("dim")(plainText(`    ${why}`)),
    paint("dim")(plainText(`    ${where} · ${id}`)),
  ]);
}

function permissionLines(report: Report, paint: (name: Colour) => Paint): string[] {
  const attachments = bySubject(report.attachments);
  const permissions = bySubject(report.permissions);
  return [...new Set([...permissions.keys(), ...attachments.keys()])].flatMap((title) => [
    `  ${plainText(title)}`,
    ...(permissions.get(title) ?? []).map(
      (change) => `    ${sign(change.opens, paint)} ${plainText(permissionText(change))}`,
    ),
    ...(attachments.get(title) ?? []).map(
      (change) => `    ${sign(change.opens, paint)} ${plainText(attachmentSentence(change))}`,
    ),
  ]);
}

/** A change without its subject's name, which stands above it. */
export function permissionText(change: PermissionChange): string {
  return `${changePhrase(change)} ${permissionPhrase(change)}${gainPhrase(change)}${wasPhrase(change)}${effectPhrase(change)}`;
}

function sign(opens: boolean, paint: (name: Colour) => Paint): string {
  return opens ? paint("red")("+") : paint("green")("-");
}

function taskLines(task: Report["tasks"][number], paint: (name: Colour) => Paint): string[] {
  const marks: Readonly<Record<TaskLine["change"], string>> = {
    added: paint("green")("+"),
    removed: paint("red")("-"),
    changed: paint("yellow")("~"),
  };
  const unknown = task.unknownBecause
    ? [`    ${paint("yellow")("?")} the containers are not known before it is applied`]
    : [];
  const because = task.unknownBecause?.map((reference) => plainText(`      waits for ${reference}`)) ?? [];
  const noise = task.noise > 0 ? [paint("dim")(`    ${task.noise} more in form only`)] : [];
  return [
    plainText(`  ${taskTitle(task)}`),
    ...task.lines.map((line) => `    ${marks[line.change]} ${plainText(taskLineText(line))}`),
    ...unknown,
    ...because,
    ...noise,
  ];
}

function resourceLines(report: Report, paint: (name: Colour) => Paint): string[] {
  return [...byActionAndType(report.resources)].flatMap(([title, lines]) => [
    `  ${plainText(title)} ${paint("dim")(`(${lines.length})`)}`,
    ...lines.map((line) => `    ${plainText(resourceLineText(line))}`),
  ]);
}
