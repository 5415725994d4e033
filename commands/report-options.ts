import { readFileSync, writeFileSync } from "node:fs";
import type { Command } from "commander";
import { acceptFindings, readAcceptances } from "../review/findings/acceptance/accepted-findings";
import { LEVELS, type Level, type Report } from "../review/report/report";
import { FORMATS, renderReport } from "./render-report";
import { oneOf, type Run } from "./subcommand";

/** The options of every command that writes a report in one of its forms. */
export interface FormOptions {
  readonly format: (typeof FORMATS)[number];
  readonly output?: string;
  readonly title: string;
}

/** Those of a command whose report has findings besides, which somebody may accept. */
export interface ReportOptions extends FormOptions {
  readonly failOn: Level | "never";
  readonly accept: readonly string[];
}

/** Adds the options of a form to a command, of which it may have more. */
export function addFormOptions(command: Command, title: string, formats: readonly string[] = FORMATS): Command {
  return command
    .option("--format <name>", `the form: ${formats.join(", ")}`, oneOf("--format", formats), "text")
    .option("--output <file>", "write there instead of to standard output")
    .option("--title <text>", "the heading of the Markdown and HTML forms", title);
}

/** Adds them and those of findings. */
export function addReportOptions(command: Command, title: string): Command {
  return addFormOptions(command, title)
    .option(
      "--fail-on <level>",
      `exit with 2 when a finding is at or above ${LEVELS.join(", ")}, or never`,
      oneOf("--fail-on", [...LEVELS, "never"] as const),
      "low",
    )
    .option(
      "--accept <file>",
      'findings somebody has accepted: a JSON list of {"id", "where", "key", "reason", "expires"}, or a synthesized stack ' +
        "whose code states reasons; may be given again",
      (file: string, files: readonly string[]) => [...files, file],
      [] as readonly string[],
    )
    .addHelpText(
      "after",
      "\nexit code: 0 nothing to look at, 2 findings at or above --fail-on, 1 the input could not be read",
    );
}

/** Writes a report as the options say, and ends with 2 where it has what they fail on. */
export function writeReport(given: Report, options: ReportOptions, run: Run): void {
  const report = accepted(given, options.accept, run.now);
  writeForm(report, options, run);
  if (fails(report, options.failOn)) run.exitWith(2);
}

/** Writes a report in its form. */
export function writeForm(report: Report, options: FormOptions, run: Run): void {
  const { format, output, title } = options;
  writeText(renderReport(report, format, title, output === undefined && usesColour(run)), options, run);
}

/** Writes a text where the options say. */
export function writeText(text: string, { output }: Pick<FormOptions, "output">, run: Run): void {
  if (output === undefined) run.write(text);
  else writeFileSync(output, text);
}

function accepted(report: Report, files: readonly string[], now: Date): Report {
  if (files.length === 0) return report;
  const acceptances = files.flatMap((file) => readAcceptances(readFileSync(file, "utf8"), file));
  return acceptFindings(report, acceptances, now.toISOString().slice(0, 10));
}

function usesColour({ isTerminal, environment }: Run): boolean {
  return isTerminal && !environment.NO_COLOR && environment.TERM !== "dumb";
}

function fails({ findings }: Report, failOn: Level | "never"): boolean {
  return failOn !== "never" && findings.some(({ level }) => LEVELS.indexOf(level) >= LEVELS.indexOf(failOn));
}
