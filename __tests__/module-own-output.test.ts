import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { terraform } from "../commands/offline-plan";
import { describeWithTerraform } from "./terraform-available";

/** The least that a module can be whose one input takes what another gives: nothing in it hangs on `reader`. */
const ANY_MODULE = {
  variable: { name: { type: "string" }, reader: { type: "any" } },
  output: { url: { value: "https://${var.name}" } },
};
const CALL = { source: "./any", for_each: '${toset(["a", "b"])}', name: "${each.key}" };

describeWithTerraform("a module's own output in its own call", () => {
  const folder = mkdtempSync(join(tmpdir(), "module-own-output-"));
  mkdirSync(join(folder, "any"));
  writeFileSync(join(folder, "any", "main.tf.json"), JSON.stringify(ANY_MODULE));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function plan(reader: string): string {
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ module: { x: { ...CALL, reader } } }));
    terraform(folder, "init", "-input=false");
    return terraform(folder, "plan", "-input=false", "-no-color");
  }

  it("is no circle by a key that is written out", () => {
    expect(plan('${{ a = module.x["a"].url, b = module.x["b"].url }[each.key]}')).toContain("No changes");
  });

  it("is one by each.key, whatever the module is like", () => {
    expect(() => plan("${module.x[each.key].url}")).toThrow(/Cycle: .*module\.x \(close\)/);
  });
});
