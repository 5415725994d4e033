import { auditReport } from "../review/audit-plans";
import { readAnySource } from "../review/plan/read-plan";
import { SOURCE_ARGUMENT, sourceInput } from "./plan-input";
import { addReportOptions, type ReportOptions, writeReport } from "./report-options";
import type { Subcommand } from "./subcommand";

interface Options extends ReportOptions {
  readonly explain?: true;
  readonly online?: true;
}

/** `ecs-role-pair audit`: whether each task can start, and what its roles may do that it needn't. */
export const audit: Subcommand = (command, run) => {
  addReportOptions(command, "Task audit")
    .argument("<files...>", `what may refer to one another; each ${SOURCE_ARGUMENT}`)
    .option("--explain", "show what is needed and allowed too, each with the statement that allows it")
    .option("--online", "plan a stack against its own state, with the credentials at hand")
    .action((files: readonly string[], options: Options) => {
      const inputs = files.map((file) => sourceInput(file, { online: options.online === true }));
      const plans = inputs.map(({ content, name }) => readAnySource(content, name));
      writeReport(auditReport(plans, { explains: options.explain === true }), options, run);
    });
};
