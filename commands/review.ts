import { readPlan } from "../review/plan/read-plan";
import { reviewPlan } from "../review/review-plan";
import { PLAN_ARGUMENT, planInput } from "./plan-input";
import { addReportOptions, type ReportOptions, writeReport } from "./report-options";
import type { Subcommand } from "./subcommand";

interface Options extends ReportOptions {
  readonly online?: true;
}

/** `ecs-role-pair review`: what a plan changes for people. */
export const review: Subcommand = (command, run) => {
  addReportOptions(command, "Plan review")
    .argument("<plan>", PLAN_ARGUMENT)
    .option("--online", "plan a stack against its own state, with the credentials at hand")
    .action((plan: string, options: Options) => {
      const { content, name } = planInput(plan, { online: options.online === true });
      writeReport(reviewPlan(readPlan(content, name)), options, run);
    });
};
