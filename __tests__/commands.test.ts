import { execFile } from "node:child_process";
import { IdentityEndpoint } from "./identity-endpoint";
import { ProjectCopy } from "./project-copy";
import { describeWithTerraform } from "./terraform-available";

interface Outcome {
  readonly output: string;
  readonly failed: boolean;
}

const copy = new ProjectCopy();
beforeAll(() => void copy.synthesize());
afterAll(() => copy.remove());

/** Runs a command of the README on the copy, with nobody at the terminal. */
function run(command: string, environment: NodeJS.ProcessEnv = {}, cwd = copy.folder): Promise<Outcome> {
  const env = { ...process.env, ...environment, CHECKPOINT_DISABLE: "1", CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1" };
  const [program = "", ...args] = command.split(" ");
  return new Promise((resolve) => {
    const child = execFile(program, args, { cwd, env, maxBuffer: 1 << 26 }, (error, stdout, stderr) =>
      resolve({ output: `${stdout}${stderr}`, failed: error !== null }),
    );
    child.stdin?.end();
  });
}

describe("what needs no terraform", () => {
  it("shows who may do what: npm run permissions -- dev", async () => {
    const { output, failed } = await run("npm run permissions -- dev");
    expect(failed).toBe(false);
    expect(output).toContain("task role my-dev-service-task-role\n    AllowDevSQS\n");
  });

  it("shows what the one environment may that the other may not: npm run permissions -- dev prod", async () => {
    const { output, failed } = await run("npm run permissions -- dev prod");
    expect(failed).toBe(false);
    expect(output).toContain("dev and prod: nothing only in dev · nothing only in prod\n");
  });
});

describe("what reads a stack", () => {
  it.each(["permissions", "imports", "deployer-policy", "plan:offline", "review"])(
    "tells why the sources do not synthesize instead of yesterday's answer: npm run %s -- dev",
    async (script) => {
      const broken = new ProjectCopy();
      broken.synthesize();
      broken.edit("stacks/environments.ts", '"000000000000"', '"0000"');
      const { output, failed } = await run(`npm run ${script} -- dev`, {}, broken.folder);
      broken.remove();
      expect(failed).toBe(true);
      expect(output).toContain("got '0000'");
      expect(output).not.toContain("Statement");
    },
  );
});

describeWithTerraform("what needs terraform", () => {
  const dev = new IdentityEndpoint("000000000000");
  const elsewhere = new IdentityEndpoint("999999999999");
  // The providers are what this machine has: locking them anew would ask the public registry.
  const unlocked = " --skip-provider-lock";
  /** cdktf-cli's terminal library has no binary for Node 24, and npm 11 no longer builds it: its commands need 20 or 22. */
  const withTerminal = Number(process.versions.node.split(".")[0]) < 23 ? it : it.skip;
  const planned = /Plan:\S* \d+ to add, \d+ to change, \d+ to destroy/;

  afterAll(() => Promise.all([dev.stop(), elsewhere.stop()]));

  it("plans without an account: npm run plan:offline -- dev", async () => {
    const { output, failed } = await run("npm run plan:offline -- dev");
    expect(failed).toBe(false);
    expect(output).toMatch(planned);
  });

  it("says what a plan changes for whom: npm run review -- dev", async () => {
    const { output, failed } = await run("npm run review -- dev");
    expect(failed).toBe(true);
    expect(output).toMatch(/to look at: .* · permissions: \d+ more/);
    expect(output).toContain("role my-dev-service-task-role");
    expect(output).toMatch(/\+ its policy allows\n[\s\S]*sqs:ReceiveMessage/);
    expect(output).toContain("aws_ecs_task_definition.task (my-dev-service): created");
  });

  withTerminal("shows what would change in an environment: npm run diff -- dev", async () => {
    const { output, failed } = await run(`npm run diff -- dev${unlocked}`, await dev.start());
    expect(failed).toBe(false);
    expect(output).toMatch(planned);
    expect(output).toContain("AllowDevSQS");
  });

  it("asks at a terminal before it deploys, and says what to give without one: npm run deploy -- dev", async () => {
    const { output, failed } = await run("npm run deploy -- dev");
    expect(failed).toBe(true);
    expect(output).toContain("there is no terminal to approve the plan at: give --auto-approve");
    expect(output).not.toMatch(/Apply complete|Creating\.\.\.|Raw mode/);
  });

  withTerminal("refuses the credentials of another account", async () => {
    const { output, failed } = await run(`npm run diff -- dev${unlocked}`, await elsewhere.start());
    expect(failed).toBe(true);
    expect(output).toContain("AWS account ID not allowed: 999999999999");
  });
});
