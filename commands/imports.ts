import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CommandError } from "./command-error";
import { importBlocksOf } from "./imports/import-blocks";
import { stackFile } from "./offline-plan";
import { readStack, STACK_ARGUMENT } from "./permissions/read-stack";
import { addressesOf } from "./permissions/stack-json";
import type { Subcommand } from "./subcommand";

interface Options {
  readonly taskDefinitionRevision?: number;
  readonly except: readonly string[];
  readonly out?: string;
}

/** `ecs-role-pair imports`: writes the import blocks of a stack beside its JSON, where the next plan finds them. */
export const imports: Subcommand = (command, run) => {
  command
    .argument("<stack>", STACK_ARGUMENT)
    .option("--task-definition-revision <number>", "the revision of the task definition to adopt", revisionOf)
    .option(
      "--except <address>",
      "what does not exist yet; may be given several times",
      (address: string, others: readonly string[]) => [...others, address],
      [],
    )
    .option("--out <file>", "write there instead of beside the stack's JSON")
    .action((name: string, { taskDefinitionRevision, except, out }: Options) => {
      const stack = readStack(name);
      const addresses = addressesOf(stack);
      const unknown = except.filter((address) => !addresses.includes(address));
      if (unknown.length > 0)
        throw new CommandError(`--except must be one of ${addresses.join(", ")}, got ${unknown.join(", ")}`);
      const { blocks, left } = importBlocksOf(stack, { except, taskDefinitionRevision });
      const beside = name.endsWith(".json") ? name : stackFile(name);
      const file = out ?? join(dirname(beside), "imports.tf.json");
      writeFileSync(file, `${JSON.stringify({ import: blocks }, null, 2)}\n`);
      run.write(`${blocks.length} import blocks in ${file}\n`);
      for (const { address, why } of left) run.write(`not imported: ${address}: ${why}\n`);
    });
};

function revisionOf(text: string): number {
  if (!/^[1-9]\d*$/.test(text))
    throw new CommandError(`--task-definition-revision must be a whole number from 1, got '${text}'`);
  return Number(text);
}
