import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OFFLINE_PROVIDER, terraform } from "../commands/offline-plan";
import type { Plan } from "../review/plan/plan";
import { shrinkPlan } from "./shrink-plan";
import { type PlannedValues, stateAfter } from "./state-after";

const CASES = join(__dirname, "..", "__tests__", "cases", "review");

/** A provider that asks AWS nothing. */
const PROVIDER = {
  terraform: { required_providers: { aws: { source: "hashicorp/aws", version: "~> 5.100" } } },
  provider: { aws: { region: "eu-west-1", ...OFFLINE_PROVIDER } },
};

/**
 * Makes the plans of the review's cases anew: `before.tf` is planned and taken for applied, then each other configuration of
 * the case is planned against that state. The plans are Terraform's own, less what no review reads.
 *
 *   node --require sucrase/register tools/make-review-plans.ts [case ...]
 */
function main(): void {
  const wanted = process.argv.slice(2);
  const folder = mkdtempSync(join(tmpdir(), "review-plans-"));
  try {
    writeFileSync(join(folder, "provider.tf.json"), JSON.stringify(PROVIDER));
    terraform(folder, "init", "-input=false", "-no-color");
    for (const name of readdirSync(CASES).sort()) {
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      if (statSync(join(CASES, name)).isDirectory()) makePlans(folder, join(CASES, name));
      console.log(name);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function makePlans(folder: string, caseFolder: string): void {
  const state = join(folder, "terraform.tfstate");
  rmSync(state, { force: true });
  const before = join(caseFolder, "before.tf");
  if (existsSync(before)) {
    const plan = planOf(folder, caseFolder, "before.tf") as Plan & PlannedValues;
    writeFileSync(state, JSON.stringify(stateAfter(plan)));
  }
  for (const file of readdirSync(caseFolder).sort()) {
    if (!file.endsWith(".tf") || file === "before.tf") continue;
    const plan = shrinkPlan(planOf(folder, caseFolder, file));
    writeFileSync(join(caseFolder, file.replace(/tf$/, "plan.json")), `${JSON.stringify(plan)}\n`);
  }
}

function planOf(folder: string, caseFolder: string, file: string): Plan {
  const module = join(caseFolder, "module");
  if (existsSync(module)) {
    cpSync(module, join(folder, "module"), { recursive: true });
  }
  writeFileSync(join(folder, "case.tf"), readFileSync(join(caseFolder, file)));
  if (existsSync(module)) terraform(folder, "get", "-no-color");
  terraform(folder, "plan", "-input=false", "-no-color", "-refresh=false", "-lock=false", "-out=plan");
  const plan = JSON.parse(terraform(folder, "show", "-json", "plan"));
  rmSync(join(folder, "module"), { recursive: true, force: true });
  return plan;
}

main();
