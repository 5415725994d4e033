import { execFile } from "node:child_process";
import { IdentityEndpoint } from "./identity-endpoint";
import { ProjectCopy } from "./project-copy";
import { describeWithTerraform } from "./terraform-available";

interface Outcome {
  readonly output: string;
  readonly failed: boolean;
}

describeWithTerraform("cdktf", () => {
  const copy = new ProjectCopy();
  const dev = new IdentityEndpoint("000000000000");
  const elsewhere = new IdentityEndpoint("999999999999");
  const environments: Record<string, NodeJS.ProcessEnv> = {};

  beforeAll(async () => {
    environments.dev = await dev.start();
    environments.elsewhere = await elsewhere.start();
  });

  afterAll(async () => {
    await Promise.all([dev.stop(), elsewhere.stop()]);
    copy.remove();
  });

  /** Runs a script of package.json on the copy; the providers are what this machine has, so they are not locked anew. */
  function run(script: string, who: string): Promise<Outcome> {
    const env = { ...process.env, ...environments[who], CHECKPOINT_DISABLE: "1", CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1" };
    return new Promise((resolve) => {
      const args = ["run", script, "--", "dev", "--skip-provider-lock"];
      const child = execFile("npm", args, { cwd: copy.folder, env, maxBuffer: 1 << 26 }, (error, stdout, stderr) =>
        resolve({ output: `${stdout}${stderr}`, failed: error !== null }),
      );
      child.stdin?.end();
    });
  }

  it("shows what would change in an environment: npm run diff -- dev", async () => {
    const { output, failed } = await run("diff", "dev");
    expect({ failed, plan: /Plan:\S* \d+ to add, \d+ to change, \d+ to destroy/.test(output) }).toEqual({
      failed: false,
      plan: true,
    });
    expect(output).toContain("AllowDevSQS");
  });

  it("plans and then asks before it deploys: npm run deploy -- dev", async () => {
    const { output } = await run("deploy", "dev");
    expect(output).toMatch(/Plan:\S* \d+ to add, \d+ to change, \d+ to destroy/);
    expect(output).not.toMatch(/Apply complete|Creating\.\.\./);
  });

  it("refuses the credentials of another account", async () => {
    const { output, failed } = await run("diff", "elsewhere");
    expect(failed).toBe(true);
    expect(output).toContain("AWS account ID not allowed: 999999999999");
  });
});
