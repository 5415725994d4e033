import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { ProjectCopy } from "./project-copy";
import { CHANGES } from "./yours-to-change";

/** Those that are about what a user keeps in `stacks/`. All others are about this project, and use a service of their own. */
const ABOUT_STACKS = ["stacks/permissions.test.ts", "stacks/stacks.test.ts", "workflows.test.ts"];

it("has no other test that a change of stacks/ could turn red", () => {
  const tests = readdirSync(__dirname, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const readers = tests.filter((file) => /from "(\.\.\/)+stacks\//.test(readFileSync(join(__dirname, file), "utf8")));
  expect(readers.sort()).toEqual(ABOUT_STACKS);
});

describe.each(Object.entries(CHANGES))("with %s in stacks/", (_name, change) => {
  const copy = new ProjectCopy();
  afterAll(() => copy.remove());

  it("the tests of stacks/ pass once their snapshots are renewed", () => {
    cpSync(__dirname, join(copy.folder, "__tests__"), {
      recursive: true,
      filter: (source) => !/^cases/.test(relative(__dirname, source)),
    });
    change(copy);
    const jest = join(copy.folder, "node_modules", ".bin", "jest");
    const { status, stderr } = spawnSync(jest, ["__tests__/stacks", "-u", "--ci=false"], {
      cwd: copy.folder,
      encoding: "utf8",
    });
    expect([status, status === 0 ? "" : stderr]).toEqual([0, ""]);
  });
});
