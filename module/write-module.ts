import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { moduleFacts } from "./facts";
import { moduleReadme } from "./readme";
import { renderTemplate } from "./render-template";

const PROJECT = resolve(__dirname, "..");
const TEMPLATES = join(__dirname, "source");
/** The module as it is published. */
export const MODULE_FOLDER = join(PROJECT, "modules", "ecs-role-pair");

/** The files of the module that are written from templates, by their path in it. */
export function moduleFiles(): Readonly<Record<string, string>> {
  const templates = readdirSync(TEMPLATES, { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(".tf"),
  );
  const facts = moduleFacts(readFileSync(join(TEMPLATES, "inputs", "variables.tf"), "utf8"));
  const files = Object.fromEntries(
    templates.sort().map((path) => [path, renderTemplate(readFileSync(join(TEMPLATES, path), "utf8"), facts)]),
  );
  return { ...files, "README.md": moduleReadme(readFileSync(join(TEMPLATES, "README.md"), "utf8"), files) };
}

/** Writes the module's files into its folder. */
function writeModule(): void {
  const files = moduleFiles();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(MODULE_FOLDER, path)), { recursive: true });
    writeFileSync(join(MODULE_FOLDER, path), text);
  }
  console.log(`${MODULE_FOLDER}: ${Object.keys(files).join(", ")}`);
}

if (require.main === module) writeModule();
