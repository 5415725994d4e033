import { existsSync, readFileSync } from "node:fs";
import { CommandError } from "./command-error";
import { planOffline, planOnline, stackFile, stackNames } from "./offline-plan";

/** How help tells of an argument that {@link planInput} reads. */
export const PLAN_ARGUMENT =
  "what 'terraform show -json <plan file>' printed; - for standard input; or the name of a synthesized stack, which is planned first";

/** The same of {@link sourceInput}. */
export const SOURCE_ARGUMENT =
  "what 'terraform show -json' printed of a plan or a state; - for standard input; a file of Terraform JSON; or the name of a synthesized stack";

interface PlanInput {
  readonly content: Uint8Array;
  /** What to call it in messages. */
  readonly name: string;
}

/**
 * A plan's JSON: of a file, of standard input, or of a stack in `cdktf.out`, which is planned first: against empty state
 * and without an account, or `online` against its own state.
 */
export function planInput(given: string, { online }: { readonly online: boolean }): PlanInput {
  return input(given, (file) => Buffer.from(online ? planOnline(file) : planOffline(file).json), "the plan of ");
}

/** The same where a stack is read as it was synthesized, without Terraform; `online` it is planned against its own state. */
export function sourceInput(given: string, { online }: { readonly online: boolean }): PlanInput {
  return online ? planInput(given, { online }) : input(given, (file) => readFileSync(file), "the stack ");
}

function input(given: string, contentOfStack: (file: string) => Uint8Array, called: string): PlanInput {
  if (given === "-") return { content: readFileSync(0), name: "standard input" };
  if (existsSync(given)) return { content: readFileSync(given), name: given };
  const file = stackFile(given);
  if (existsSync(file)) return { content: contentOfStack(file), name: `${called}${given}` };
  const stacks = stackNames();
  const none =
    stacks.length === 0
      ? ", and no stack is synthesized: run 'cdktf synth' first, or name a file"
      : `, and no stack: there are ${stacks.join(", ")}`;
  throw new CommandError(`${given} does not exist${none}`);
}
