import { readdirSync } from "node:fs";
import { join } from "node:path";

const CASES = join(__dirname, "..", "cases", "review");

/** The plans of all cases: Terraform's own, shrunk. */
export function planFiles(): string[] {
  return readdirSync(CASES)
    .flatMap((name) => readdirSync(join(CASES, name)).map((file) => join(CASES, name, file)))
    .filter((file) => file.endsWith(".plan.json"))
    .sort();
}
