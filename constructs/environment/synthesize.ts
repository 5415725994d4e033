import { App, TerraformElement, TerraformStack } from "cdktf";
import { remarksOf } from "../validation/remark";
import { readablePath, ValidationError } from "../validation/validation-error";
import { SynthesisProgress } from "./synthesis-progress";

/**
 * Builds an app and writes the Terraform JSON of every stack, and says in one line what was written; when it takes more
 * than two seconds, how far it is, on stderr. Input that is wrong is reported as what it is, a list of problems without a
 * stack trace; then the exit code is 1 and no stack is written.
 */
export function synthesize(build: (app: App) => void): void {
  const app = new App();
  try {
    build(app);
    new SynthesisProgress(app.node.findAll().filter(TerraformStack.isStack));
    app.synth();
  } catch (error) {
    const problems = problemsIn(error);
    if (problems === undefined) throw error;
    console.error(problems);
    process.exitCode = 1;
    return;
  }
  const constructs = app.node.findAll();
  const stacks = constructs.filter(TerraformStack.isStack).map(({ node }) => node.id);
  const elements = constructs.filter(TerraformElement.isTerraformElement).length;
  const names = `${stacks.slice(0, 5).join(", ")}${stacks.length > 5 ? ", …" : ""}`;
  for (const construct of constructs) {
    for (const remark of remarksOf(construct)) console.log(`${readablePath(construct)}: ${remark}`);
  }
  console.log(`${stacks.length} stacks (${names}), ${elements} elements in ${app.outdir}/stacks`);
}

/** What the framework says of ids before anything can be validated. */
const ABOUT_IDS = /^(There is already a Construct with name|Only root constructs may have an empty ID)/;

/** What is wrong with the input, if that is what an error is about. */
function problemsIn(error: unknown): string | undefined {
  if (error instanceof ValidationError) return error.message;
  const { message } = error as Error;
  if (!ABOUT_IDS.test(message)) return undefined;
  return new ValidationError([`${message}: give each construct of a scope an id of its own`]).message;
}
