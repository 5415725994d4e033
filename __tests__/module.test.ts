import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { terraform } from "../commands/offline-plan";
import { hclLiteral } from "../module/hcl-literal";
import { renderTemplate } from "../module/render-template";
import { MODULE_FOLDER, moduleFiles } from "../module/write-module";
import { describeWithTerraform } from "./terraform-available";

const files = moduleFiles();

function namesOf(file: string, kind: string): readonly string[] {
  return [...(files[file] ?? "").matchAll(new RegExp(`^${kind} "(\\w+)"`, "gm"))].map(([, name = ""]) => name);
}

describe("the Terraform module", () => {
  it.each(Object.keys(files))("has %s as it is written now (npm run module)", (path) => {
    expect(readFileSync(join(MODULE_FOLDER, path), "utf8")).toBe(files[path]);
  });

  it("lists every input and output in its README", () => {
    for (const name of [...namesOf("variables.tf", "variable"), ...namesOf("outputs.tf", "output")]) {
      expect(files["README.md"]).toContain(`| \`${name}\` |`);
    }
  });

  it("hangs no count and no for_each on a value that may be known only after apply", () => {
    const counted = Object.values(files).flatMap((text) => text.match(/^ {2}(count|for_each) += .*$/gm) ?? []);
    expect([...new Set(counted.map((line) => line.trim().replace(/ += /, " = ")))].sort()).toMatchSnapshot();
  });

  it("has no policy as a string", () => {
    expect(Object.values(files).filter((text) => text.includes('\\"Statement\\"'))).toEqual([]);
  });
});

describe("a template", () => {
  it("takes a fact as HCL writes it, and in words inside a string", () => {
    const facts = { range: { from: 1, to: 3 }, names: ["a", "b"] };
    expect(
      renderTemplate('x = fact.range.from\ny = "from ${fact.range.from}, ${fact.names}"\nz = fact.names', facts),
    ).toBe('x = 1\ny = "from 1, a or b"\nz = ["a", "b"]');
  });

  it("refuses a fact that there is none of", () => {
    expect(() => renderTemplate("x = fact.range.form", { range: { from: 1 } })).toThrow("fact.range.form");
  });

  it("writes a table with a row a line and its equals signs below each other", () => {
    expect(hclLiteral({ a: { from: 1 }, long: { from: 2 } })).toBe(
      "{\n  a    = { from = 1 }\n  long = { from = 2 }\n}",
    );
  });

  it("leaves no template of Terraform's in a text", () => {
    expect(hclLiteral("a ${b}")).toBe('"a $${b}"');
  });
});

describeWithTerraform("the Terraform module, to terraform", () => {
  const folder = mkdtempSync(join(tmpdir(), "module-test-"));

  beforeAll(() => {
    cpSync(MODULE_FOLDER, folder, { recursive: true, filter: (path) => !path.includes(".terraform") });
    terraform(folder, "init", "-input=false");
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("is formatted", () => {
    expect(terraform(folder, "fmt", "-check", "-recursive")).toBe("");
  });

  it("is valid by itself, without a warning", () => {
    const { valid, warning_count } = JSON.parse(terraform(folder, "validate", "-json"));
    expect({ valid, warning_count }).toEqual({ valid: true, warning_count: 0 });
  });

  it("passes its own tests outside this repository", () => {
    expect(terraform(folder, "test", "-no-color")).toContain(", 0 failed.");
  });
});
