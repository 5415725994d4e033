import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommandError } from "../commands/command-error";
import { terraform } from "../commands/offline-plan";

/** Why terraform cannot be used here, or undefined where it can: it must run, and find the AWS provider. */
function whyNot(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), "terraform-available-"));
  const providers = { aws: { source: "hashicorp/aws", version: ">= 5.100.0, < 7.0.0" } };
  try {
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ terraform: { required_providers: providers } }));
    terraform(folder, "init", "-input=false", "-no-color");
    return undefined;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return error.message.split("\n").slice(0, 3).join(" ");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A `describe` that needs terraform and the AWS provider: skipped where they are missing, unless REQUIRE_TERRAFORM=1. */
export function describeWithTerraform(name: string, tests: () => void): void {
  const reason = whyNot();
  if (reason === undefined) {
    describe(name, tests);
  } else if (process.env.REQUIRE_TERRAFORM === "1") {
    it(`${name}: needs terraform, which REQUIRE_TERRAFORM=1 asks for`, () => {
      throw new Error(reason);
    });
  } else {
    console.warn(`skipped: ${name}: ${reason}`);
    describe.skip(`${name} (needs terraform)`, tests);
  }
}
