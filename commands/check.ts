import { readFileSync } from "node:fs";
import { readJson } from "../review/plan/read-plan";
import { emptyReport } from "../review/report/empty-report";
import type { Finding, Report } from "../review/report/report";
import { checkGuardrails, type GuardrailResult, readGuardrails } from "../testing/guardrails";
import { Permissions } from "../testing/permissions";
import { PLAN_ARGUMENT, planInput } from "./plan-input";
import { addFormOptions, type FormOptions, writeForm, writeText } from "./report-options";
import type { Subcommand } from "./subcommand";

interface Options extends FormOptions {
  readonly account?: string;
  readonly region?: string;
  readonly online?: true;
}

const EXIT_CODES = "exit code: 0 all hold, 2 one is broken or cannot be answered, 1 they could not be checked";

/** `ecs-role-pair check`: whether what must hold of every plan holds of this one. */
export const check: Subcommand = (command, run) => {
  addFormOptions(command, "Guardrails")
    .argument("<guardrails>", "a file with a JSON list of guardrails: what must be allowed, and what must not")
    .argument("<plan>", `${PLAN_ARGUMENT}; of a state too`)
    .option("--account <digits>", "the account, where the plan does not say it")
    .option("--region <name>", "the region, where the plan does not say it")
    .option("--online", "plan a stack against its own state, with the credentials at hand")
    .addHelpText("after", `\n${EXIT_CODES}`)
    .action((file: string, plan: string, options: Options) => {
      const { account, region, online } = options;
      const guardrails = readGuardrails(readFileSync(file, "utf8"), file);
      const { content, name } = planInput(plan, { online: online === true });
      const permissions = Permissions.of(readJson(content, name), {
        ...(account !== undefined && { account }),
        ...(region !== undefined && { region }),
      });
      const results = checkGuardrails(permissions, guardrails);
      const report = reportOf(results, file);
      if (options.format === "text") writeText(linesOf(results), options, run);
      else writeForm(report, options, run);
      if (report.findings.length > 0) run.exitWith(2);
    });
};

/** A line a guardrail, and why where it does not hold. */
function linesOf(results: readonly GuardrailResult[]): string {
  const lines = results.map(({ guardrail, state, message }) =>
    state === "holds" ? `holds    ${guardrail.name}` : `${state.padEnd(8)} ${guardrail.name}\n${indented(message)}`,
  );
  const count = results.filter(({ state }) => state === "holds").length;
  return `${lines.join("\n")}\n\n${count} of ${results.length} guardrails hold\n`;
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, "         ");
}

/** The guardrails that do not hold, as a review's findings, so that its forms show them. */
function reportOf(results: readonly GuardrailResult[], file: string): Report {
  const findings = results.flatMap(({ guardrail, state, message }): Finding[] => {
    if (state === "holds") return [];
    const what = (message.split("\n\n")[0] ?? "").replaceAll("\n", "; ");
    return [
      {
        id: "guardrail",
        level: state === "broken" ? "high" : "unknown",
        what: `${guardrail.name}: ${state === "broken" ? "it does not hold" : "it cannot be answered"}: ${what}`,
        why: `${file} says what must hold of every plan`,
        where: file,
      },
    ];
  });
  return emptyReport("", findings);
}
