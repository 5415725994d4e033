import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { canonicalJson } from "../aws/canonical-json";
import { moduleReadme } from "./readme";
import { TerraformModule } from "./terraform-module";

/** The module's two files, by name. */
export function moduleFiles(): Readonly<Record<string, string>> {
  const outdir = mkdtempSync(join(tmpdir(), "module-"));
  try {
    const stack = new TerraformModule(new App({ outdir }), "module");
    stack.prepareStack();
    const json = JSON.parse(canonicalJson(stack.toTerraform()));
    return { "main.tf.json": `${JSON.stringify(json, null, 2)}\n`, "README.md": moduleReadme() };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

if (require.main === module) {
  const folder = join("dist", "module");
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(moduleFiles())) writeFileSync(join(folder, name), text);
  console.log(`${folder}: ${Object.keys(moduleFiles()).join(", ")}`);
}
