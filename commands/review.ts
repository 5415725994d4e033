import { serviceActions } from "../aws/actions/service-actions";
import { readPlan } from "../review/plan/read-plan";
import type { Report } from "../review/report/report";
import { reviewPlan } from "../review/review-plan";
import { PLAN_ARGUMENT, planInput } from "./plan-input";
import { addReportOptions, type ReportOptions, writeReport } from "./report-options";
import type { Run, Subcommand } from "./subcommand";

interface Options extends ReportOptions {
  readonly online?: true;
  readonly reviewed?: string;
}

/** `ecs-role-pair review`: what a plan changes for people. */
export const review: Subcommand = (command, run) => {
  addReportOptions(command, "Plan review")
    .argument("<plan>", PLAN_ARGUMENT)
    .option("--online", "plan a stack against its own state, with the credentials at hand")
    .option(
      "--reviewed <file>",
      "exit with 2 only where the plan goes beyond what was reviewed: a report of '--format json', or the plan of it",
    )
    .action((plan: string, options: Options) => {
      const { content, name } = planInput(plan, { online: options.online === true });
      const report = reviewPlan(readPlan(content, name));
      if (options.reviewed === undefined) writeReport(report, options, run);
      else writeHeld(report, options.reviewed, options, run, command.getOptionValueSource("failOn") === "cli");
    });
};

/** What was reviewed has been looked at: its findings fail again only where `--fail-on` asks for it. */
function writeHeld(report: Report, file: string, options: Options, run: Run, failsOnFindings: boolean): void {
  const { beyondReviewed } =
    require("../review/reviewed/beyond-reviewed") as typeof import("../review/reviewed/beyond-reviewed");
  const { readReviewed } =
    require("../review/reviewed/read-reviewed") as typeof import("../review/reviewed/read-reviewed");
  const before = planInput(file, { online: false });
  const reviewed = beyondReviewed(report, readReviewed(before.content, before.name), serviceActions());
  writeReport({ ...report, reviewed }, failsOnFindings ? options : { ...options, failOn: "never" }, run);
  if (!reviewed.isWithin) run.exitWith(2);
}
