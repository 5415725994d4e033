import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { planOffline, stackFile } from "./offline-plan";
import { runScript, ScriptError } from "./script-error";

const USAGE = "usage: npm run plan:offline -- <environment> [--json <file>]";

runScript(USAGE, () => {
  const { values, positionals } = parseArgs({ options: { json: { type: "string" } }, allowPositionals: true });
  const [environment] = positionals;
  if (environment === undefined || positionals.length > 1) throw new ScriptError(USAGE);
  const plan = planOffline(stackFile(environment));
  process.stdout.write(plan.text);
  if (values.json !== undefined) writeFileSync(values.json, plan.json);
});
