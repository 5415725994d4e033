import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { importBlocksOf } from "./imports/import-blocks";
import { stackFile } from "./offline-plan";
import { readStack } from "./permissions/stack-json";
import { runScript, ScriptError } from "./script-error";

const USAGE =
  "usage: npm run imports -- <environment or file> [--task-definition-revision <number>] [--except <address>]… [--out <file>]";

const OPTIONS = {
  "task-definition-revision": { type: "string" },
  except: { type: "string", multiple: true, default: [] as string[] },
  out: { type: "string" },
} as const;

/** Writes the import blocks of an environment beside its JSON, where the next plan finds them. */
runScript(USAGE, () => {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
  const [name, ...others] = positionals;
  if (name === undefined || others.length > 0) throw new ScriptError(USAGE);
  const stack = readStack(name);
  const addresses = Object.entries(stack.resource ?? {}).flatMap(([type, byName]) =>
    Object.keys(byName).map((resource) => `${type}.${resource}`),
  );
  const unknown = values.except.filter((address) => !addresses.includes(address));
  if (unknown.length > 0)
    throw new ScriptError(`--except must be one of ${addresses.join(", ")}, got ${unknown.join(", ")}`);

  const { blocks, left } = importBlocksOf(stack, {
    except: values.except,
    taskDefinitionRevision: revisionOf(values["task-definition-revision"]),
  });
  const beside = name.endsWith(".json") ? name : stackFile(name);
  const file = values.out ?? join(dirname(beside), "imports.tf.json");
  writeFileSync(file, `${JSON.stringify({ import: blocks }, null, 2)}\n`);
  console.log(`${blocks.length} import blocks in ${file}`);
  for (const { address, why } of left) console.log(`not imported: ${address}: ${why}`);
});

function revisionOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d*$/.test(text))
    throw new ScriptError(`--task-definition-revision must be a whole number from 1, got '${text}'`);
  return Number(text);
}
