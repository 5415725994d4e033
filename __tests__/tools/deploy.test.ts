import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { ProjectCopy } from "../project-copy";
import { plan, policy, rolePolicy, run } from "../review/run";

const allow = (action: string) => ({
  Effect: "Allow",
  Action: action,
  Resource: "arn:aws:sqs:eu-west-1:000000000000:q",
});
const planTo = (action: string) =>
  plan([rolePolicy(policy(allow("sqs:ReceiveMessage")), policy(allow("sqs:ReceiveMessage"), allow(action)))]);

/** A terraform that writes down what it is asked, shows a plan that is given, and takes a saved plan or finds it stale. */
const STAND_IN = `#!/usr/bin/env node
const { appendFileSync, readFileSync } = require("node:fs");
const args = process.argv.slice(2).filter((argument) => !argument.startsWith("-chdir"));
appendFileSync(process.env.CALLS, args.join(" ") + "\\n");
if (args[0] === "show") process.stdout.write(readFileSync(process.env.NEW_PLAN));
if (args[0] === "apply" && args.at(-1).endsWith("saved.tfplan") && process.env.STALE) {
  console.error("Error: Saved plan is stale");
  process.exitCode = 1;
}
`;

describe("npm run deploy", () => {
  const copy = new ProjectCopy();
  const bin = mkdtempSync(join(tmpdir(), "stand-in-"));
  const calls = join(bin, "calls");
  const [report, newPlan] = [join(bin, "report.json"), join(bin, "new.json")];
  beforeAll(() => {
    copy.synthesize();
    writeFileSync(join(bin, "terraform"), STAND_IN);
    chmodSync(join(bin, "terraform"), 0o755);
    writeFileSync(newPlan, planTo("sqs:DeleteMessage"));
    writeFileSync(report, run(["review", newPlan, "--format", "json"]).output);
  });
  afterAll(() => {
    copy.remove();
    rmSync(bin, { recursive: true, force: true });
  });

  function deploy(args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
    writeFileSync(calls, "");
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["--require", "sucrase/register", "tools/deploy.ts", ...args],
      {
        cwd: copy.folder,
        encoding: "utf8",
        input: "",
        env: {
          ...process.env,
          PATH: [bin, process.env.PATH].join(delimiter),
          CALLS: calls,
          NEW_PLAN: newPlan,
          ...environment,
        },
      },
    );
    const applied = readFileSync(calls, "utf8")
      .split("\n")
      .filter((call) => call.startsWith("apply"));
    return { status, applied, said: `${stdout}${stderr}` };
  }

  it("says what to give where there is no terminal, without a stack trace", () => {
    const { status, said } = deploy(["dev"]);
    expect([status, said]).toEqual([1, expect.stringContaining("--auto-approve")]);
    expect(said).not.toMatch(/^\s+at /m);
  });

  it("applies the saved plan itself where terraform takes it", () => {
    const { status, applied } = deploy(["dev", "--reviewed", report, "--plan", "saved.tfplan"]);
    expect([status, applied]).toEqual([0, [`apply -input=false ${resolve(copy.folder, "saved.tfplan")}`]]);
  });

  it("applies a new plan that is within what was reviewed where the saved one is stale", () => {
    const { status, applied, said } = deploy(["dev", "--reviewed", report, "--plan", "saved.tfplan"], { STALE: "1" });
    expect(status).toBe(0);
    expect(applied[1]).toBe("apply -input=false deploy.tfplan");
    expect(said).toContain("within what was reviewed");
  });

  it("applies nothing that goes beyond what was reviewed, and says what does", () => {
    const wider = join(bin, "wider.json");
    writeFileSync(wider, planTo("sqs:PurgeQueue"));
    const { status, applied, said } = deploy(["dev", "--reviewed", report], { NEW_PLAN: wider });
    expect([status, applied]).toEqual([1, []]);
    expect(said).toMatch(/sqs:PurgeQueue[\s\S]*nothing was applied/);
  });

  it.each([
    [["--reviewed", "report.json"], /name the environment/],
    [["dev", "--reviewed", "nowhere.json"], /nowhere\.json does not exist/],
    [["qa", "--reviewed", "cdktf.json"], /synthesize first/],
  ])("refuses %j in a line", (args, message) => {
    const { status, applied, said } = deploy(args);
    expect([status, applied, said]).toEqual([1, [], expect.stringMatching(message)]);
  });
});
