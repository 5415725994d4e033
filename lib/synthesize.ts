import { type App, TerraformElement, TerraformStack } from "cdktf";
import { SynthesisProgress } from "./synthesis-progress";
import { ValidationError } from "./validation/validation-error";

/**
 * Writes the Terraform JSON of every stack, and says in one line what was written; when it takes more than two seconds, how
 * far it is, on stderr. Input that is wrong is reported as
 * what it is, a list of problems without a stack trace; then the exit code is 1 and no stack is written.
 */
export function synthesize(app: App): void {
  new SynthesisProgress(app.node.findAll().filter(TerraformStack.isStack));
  try {
    app.synth();
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
    return;
  }
  const constructs = app.node.findAll();
  const stacks = constructs.filter(TerraformStack.isStack).map(({ node }) => node.id);
  const elements = constructs.filter(TerraformElement.isTerraformElement).length;
  console.log(
    `${stacks.length} stacks (${stacks.slice(0, 5).join(", ")}${stacks.length > 5 ? ", …" : ""}), ${elements} elements in ${app.outdir}/stacks`,
  );
}
