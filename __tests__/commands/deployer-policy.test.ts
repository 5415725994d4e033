import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { stackFile } from "../../commands/offline-plan";
import { environments } from "../article-service/environments";
import { ServiceStack } from "../article-service/service-stack";

const outdir = mkdtempSync(join(tmpdir(), "deployer-policy-test-"));
const PROD = stackFile("prod", outdir);

beforeAll(() => {
  const app = new App({ outdir });
  for (const environment of environments) new ServiceStack(app, environment);
  app.synth();
});
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

function run(...args: readonly string[]) {
  const program = ["--require", "sucrase/register", "commands/ecs-role-pair.ts", "deployer-policy", ...args];
  return spawnSync(process.execPath, program, { cwd: join(__dirname, "../.."), encoding: "utf8" });
}

/** A plan of roles with one inline policy each, as 'terraform show -json' prints it. */
function planOf(roles: Readonly<Record<string, object>>): string {
  const created = (type: string, name: string, after: object) => ({
    address: `${type}.${name}`,
    mode: "managed",
    type,
    name,
    provider_name: "registry.terraform.io/hashicorp/aws",
    change: { actions: ["create"], before: null, after, after_unknown: {} },
  });
  const resource_changes = Object.entries(roles).flatMap(([name, policy]) => [
    created("aws_iam_role", name, { name, assume_role_policy: "{}" }),
    created("aws_iam_role_policy", name, { role: name, name, policy: JSON.stringify(policy) }),
  ]);
  const file = join(outdir, `${Object.keys(roles).join("-")}.plan.json`);
  writeFileSync(file, JSON.stringify({ format_version: "1.2", terraform_version: "1.11.4", resource_changes }));
  return file;
}

const allow = (Action: string | readonly string[], Resource: string | readonly string[]) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action, Resource }],
});

describe("ecs-role-pair deployer-policy", () => {
  it("prints what applying takes, and for --plan what planning takes", () => {
    const applying = run(PROD);
    const planning = run(PROD, "--plan");
    expect([applying.status, planning.status]).toEqual([0, 0]);
    expect(applying.stdout).toContain("iam:CreateRole");
    expect(planning.stdout).not.toContain("iam:CreateRole");
    expect(planning.stdout).toContain("iam:GetRole");
  });

  it("names what it leaves out, beside the policy", () => {
    const file = join(outdir, "network.json");
    writeFileSync(
      file,
      JSON.stringify({ resource: { aws_vpc: { main: {} }, aws_sqs_queue: { work: { name: "work" } } } }),
    );
    const { status, stdout, stderr } = run(file);
    expect(status).toBe(0);
    expect(JSON.parse(stdout).Statement).not.toEqual([]);
    expect(stderr).toContain(
      "not in the policy: aws_vpc.main: what the provider calls for this type is not known here",
    );
  });

  it("finds that a role with just that suffices, and has nothing beyond", () => {
    const { status, stdout } = run(PROD, "--role", planOf({ exact: JSON.parse(run(PROD).stdout) }));
    expect(stdout).toMatch(/^exact suffices: it is allowed all \d+ calls\n$/);
    expect(status).toBe(0);
  });

  it("tells what an administrator has beyond", () => {
    const { status, stdout } = run(PROD, "--role", planOf({ administrator: allow("*", "*") }));
    expect(stdout).toMatch(/^administrator suffices[^\n]*\nbeyond what the stack takes:\n {2}\* on \*\n$/);
    expect(status).toBe(0);
  });

  it("tells what a role lacks, and ends with 2", () => {
    const policy = JSON.parse(run(PROD).stdout);
    const Statement = policy.Statement.filter(({ Sid }: { Sid: string }) => Sid !== "ChangeQueues");
    const { status, stdout } = run(PROD, "--role", planOf({ short: { ...policy, Statement } }));
    expect(stdout).toContain("short does not suffice: it lacks 20 of ");
    expect(stdout).toContain("sqs:CreateQueue on arn:aws:sqs:eu-west-1:222222222222:prod-pending-queue\n");
    expect(status).toBe(2);
  });

  it("counts what a role is denied as lacking", () => {
    const policy = JSON.parse(run(PROD).stdout);
    const denial = { Effect: "Deny", Action: "iam:PassRole", Resource: "*" };
    const denying = planOf({ denied: { ...policy, Statement: [...policy.Statement, denial] } });
    expect(run(PROD, "--role", denying).stdout).toContain("iam:PassRole on arn:aws:iam::222222222222:role/");
  });

  it("asks which role is meant where there are several", () => {
    const plan = planOf({ first: allow("*", "*"), second: allow("s3:GetObject", "*") });
    expect(run(PROD, "--role", plan)).toMatchObject({ status: 1, stderr: expect.stringContaining("first, second") });
    expect(run(PROD, "--role", plan, "--role-name", "second").status).toBe(2);
    expect(run(PROD, "--role", plan, "--role-name", "third").stderr).toContain("has no third: there are first, second");
  });
});
