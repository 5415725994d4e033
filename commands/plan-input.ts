import { existsSync, readFileSync } from "node:fs";
import { CommandError } from "./command-error";
import { planOffline, planOnline, stackFile, stackNames } from "./offline-plan";

/** How help tells of an argument that {@link planInput} reads. */
export const PLAN_ARGUMENT =
  "what 'terraform show -json <plan file>' printed; - for standard input; or the name of a synthesized stack, which is planned first";

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
  if (given === "-") return { content: readFileSync(0), name: "standard input" };
  if (existsSync(given)) return { content: readFileSync(given), name: given };
  const file = stackFile(given);
  if (existsSync(file)) {
    const json = online ? planOnline(file) : planOffline(file).json;
    return { content: Buffer.from(json), name: `the plan of ${given}` };
  }
  const stacks = stackNames();
  const none = stacks.length === 0 ? "" : `, and no stack: there are ${stacks.join(", ")}`;
  throw new CommandError(`${given} does not exist${none}`);
}
