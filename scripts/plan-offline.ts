import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { OfflinePlanError, planOffline, stackFile } from "./offline-plan";

const USAGE = "usage: npm run plan:offline -- <environment> [--json <file>]";

function main(): void {
  const { values, positionals } = parseArgs({ options: { json: { type: "string" } }, allowPositionals: true });
  const [environment] = positionals;
  if (environment === undefined || positionals.length > 1) throw new OfflinePlanError(USAGE);
  const plan = planOffline(stackFile(environment));
  process.stdout.write(plan.text);
  if (values.json !== undefined) writeFileSync(values.json, plan.json);
}

try {
  main();
} catch (error) {
  const { message, code } = error as { message: string; code?: string };
  if (!(error instanceof OfflinePlanError) && !code?.startsWith("ERR_PARSE_ARGS")) throw error;
  console.error(code ? `${message}\n${USAGE}` : message);
  process.exitCode = 1;
}
