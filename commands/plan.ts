import { writeFileSync } from "node:fs";
import { planOffline, stackFile } from "./offline-plan";
import type { Subcommand } from "./subcommand";

/** `ecs-role-pair plan`: a stack's first plan, without an account. */
export const plan: Subcommand = (command, run) => {
  command
    .argument("<stack>", "the name of a synthesized stack, or a file of Terraform JSON")
    .option("--json <file>", "write what 'terraform show -json' prints of the plan there")
    .action((stack: string, { json }: { readonly json?: string }) => {
      const planned = planOffline(stack.endsWith(".json") ? stack : stackFile(stack));
      run.write(planned.text);
      if (json !== undefined) writeFileSync(json, planned.json);
    });
};
