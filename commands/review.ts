import { readFileSync, writeFileSync } from "node:fs";
import { acceptFindings, readAcceptances } from "../review/findings/accepted-findings";
import { readPlan } from "../review/plan/read-plan";
import { LEVELS, type Level, type Report } from "../review/report/report";
import { reviewPlan } from "../review/review-plan";
import { PLAN_ARGUMENT, planInput } from "./plan-input";
import { FORMATS, renderReport } from "./render-report";
import { oneOf, type Subcommand } from "./subcommand";

interface Options {
  readonly format: (typeof FORMATS)[number];
  readonly output?: string;
  readonly failOn: Level | "never";
  readonly accept?: string;
  readonly title: string;
  readonly online?: true;
}

const EXIT_CODES =
  "exit code: 0 nothing to look at, 2 findings at or above --fail-on, 1 the plan could not be reviewed";

/** `ecs-role-pair review`: what a plan changes for people. */
export const review: Subcommand = (command, run) => {
  command
    .argument("<plan>", PLAN_ARGUMENT)
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
      'findings somebody has accepted: a JSON list of {"id", "where", "what", "reason", "expires"}',
    )
    .option("--title <text>", "the heading of the Markdown and HTML forms", "Plan review")
    .option("--online", "plan a stack against its own state, with the credentials at hand")
    .addHelpText("after", `\n${EXIT_CODES}`)
    .action((plan: string, { format, output, failOn, accept, title, online }: Options) => {
      const { content, name } = planInput(plan, { online: online === true });
      const report = accepted(reviewPlan(readPlan(content, name)), accept, run.now);
      const text = renderReport(report, format, title, output === undefined && usesColour(run));
      if (output === undefined) run.write(text);
      else writeFileSync(output, text);
      if (fails(report, failOn)) run.exitWith(2);
    });
};

function accepted(report: Report, file: string | undefined, now: Date): Report {
  if (file === undefined) return report;
  const acceptances = readAcceptances(readFileSync(file, "utf8"), file);
  return acceptFindings(report, acceptances, now.toISOString().slice(0, 10));
}

function usesColour({ isTerminal, environment }: Parameters<Subcommand>[1]): boolean {
  return isTerminal && !environment.NO_COLOR && environment.TERM !== "dumb";
}

function fails({ findings }: Report, failOn: Level | "never"): boolean {
  return failOn !== "never" && findings.some(({ level }) => LEVELS.indexOf(level) >= LEVELS.indexOf(failOn));
}
