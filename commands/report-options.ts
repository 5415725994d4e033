import { readFileSync, writeFileSync } from "node:fs";
import type { Command } from "commander";
import { acceptFindings, readAcceptances } from "../review/findings/acceptance/accepted-findings";
import { LEVELS, type Level, type Report } from "../review/report/report";
import { FORMATS, renderReport } from "./render-report";
import { oneOf, type Run } from "./subcommand";

/** The options of every command that writes a report. */
export interface ReportOptions {
  readonly format: (typeof FORMATS)[number];
  readonly output?: string;
  readonly failOn: Level | "never";
  readonly accept: readonly string[];
  readonly title: string;
}

/** Adds them to a command. */
export function addReportOptions(command: Command, title: string): Command {
  return command
    .option("--format <name>", `the form: ${FORMATS.join(", ")}`, oneOf("--format", FORMATS), "text")
    .option("--output <file>", "write there instead of to standard output")
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
    .option("--title <text>", "the heading of the Markdown and HTML forms", title)
    .addHelpText(
      "after",
      "\nexit code: 0 nothing to look at, 2 findings at or above --fail-on, 1 the input could not be read",
    );
}

/** Writes a report as the options say, and ends with 2 where it has what they fail on. */
export function writeReport(given: Report, { format, output, failOn, accept, title }: ReportOptions, run: Run): void {
  const report = accepted(given, accept, run.now);
  const text = renderReport(report, format, title, output === undefined && usesColour(run));
  if (output === undefined) run.write(text);
  else writeFileSync(output, text);
  if (fails(report, failOn)) run.exitWith(2);
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
