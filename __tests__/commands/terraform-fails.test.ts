import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommandLine } from "../../commands/command-line";

const folder = mkdtempSync(join(tmpdir(), "terraform-fails-"));
const { PATH } = process.env;
const cwd = process.cwd();
afterAll(() => {
  process.env.PATH = PATH;
  process.chdir(cwd);
  rmSync(folder, { recursive: true });
});

test("what Terraform says when it fails keeps its lines, without what a terminal would obey", () => {
  const said = "Error: no provider\\n\\n  on main.tf line 1\\n\\033[2J";
  writeFileSync(join(folder, "terraform"), `#!/bin/sh\nprintf '${said}' >&2\nexit 1\n`, { mode: 0o755 });
  const stack = { terraform: {}, provider: { aws: [{}] } };
  writeFileSync(join(folder, "stack.tf.json"), JSON.stringify(stack));
  process.env.PATH = `${folder}:${PATH}`;
  process.chdir(folder);
  let errors = "";
  const code = runCommandLine({
    arguments: ["plan", "stack.tf.json"],
    environment: {},
    isTerminal: false,
    now: new Date(0),
    write: () => {},
    writeError: (text) => {
      errors += text;
    },
  });
  expect(code).toBe(1);
  expect(errors).toBe("terraform init failed:\nError: no provider\n\n  on main.tf line 1\n\\u{1b}[2J\n");
});
