import { CommandError } from "./command-error";
import { compare } from "./permissions/compare";
import { permissionsOf } from "./permissions/grants";
import { differenceReport, permissionsReport } from "./permissions/permissions-report";
import { readStack, STACK_ARGUMENT } from "./permissions/read-stack";
import { renderMermaid } from "./permissions/render-mermaid";
import { FORMATS } from "./render-report";
import { addFormOptions, type FormOptions, writeForm, writeText } from "./report-options";
import type { Subcommand } from "./subcommand";

const ALL_FORMATS = [...FORMATS, "mermaid"] as const;

interface Options extends Omit<FormOptions, "format"> {
  readonly format: (typeof ALL_FORMATS)[number];
}

/** `ecs-role-pair permissions`: who may do what, or what two stacks differ in. */
export const permissions: Subcommand = (command, run) => {
  addFormOptions(command, "Permissions", ALL_FORMATS)
    .argument("<stack>", STACK_ARGUMENT)
    .argument("[other]", "another, to compare it with")
    .action((stack: string, other: string | undefined, { format, ...options }: Options) => {
      const granted = permissionsOf(readStack(stack), stack);
      const compared = other === undefined ? undefined : compare(granted, permissionsOf(readStack(other), other));
      if (format !== "mermaid") {
        const report = compared ? differenceReport(compared) : permissionsReport(granted);
        writeForm(report, { ...options, format }, run);
        return;
      }
      if (compared) throw new CommandError(`two stacks are compared as ${FORMATS.join(", ")}, got 'mermaid'`);
      writeText(`${renderMermaid(granted)}\n`, options, run);
    });
};
