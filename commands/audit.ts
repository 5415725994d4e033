import { auditReport } from "../review/audit-plans";
import { readPlanOrState } from "../review/plan/read-plan";
import { PLAN_ARGUMENT, planInput } from "./plan-input";
import { addReportOptions, type ReportOptions, writeReport } from "./report-options";
import type { Subcommand } from "./subcommand";

interface Options extends ReportOptions {
  readonly explain?: true;
  readonly online?: true;
}

/** `ecs-role-pair audit`: whether each task can start, and what its roles may do that it needn't. */
export const audit: Subcommand = (command, run) => {
  addReportOptions(command, "Task audit")
    .argument("<files...>", `plans and states, which may refer to one another; each ${PLAN_ARGUMENT}`)
    .option("--explain", "show what is needed and allowed too, each with the statement that allows it")
    .option("--online", "plan a stack against its own state, with the credentials at hand")
    .action((files: readonly string[], options: Options) => {
      const inputs = files.map((file) => planInput(file, { online: options.online === true }));
      const plans = inputs.map(({ content, name }) => readPlanOrState(content, name));
      writeReport(auditReport(plans, { explains: options.explain === true }), options, run);
    });
};
