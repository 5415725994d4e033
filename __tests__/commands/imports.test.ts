import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { App } from "cdktf";
import { importBlocksOf } from "../../commands/imports/import-blocks";
import { terraform } from "../../commands/offline-plan";
import { readStack } from "../../commands/permissions/read-stack";
import { environments } from "../article-service/environments";
import { ServiceStack } from "../article-service/service-stack";
import { describeWithTerraform } from "../terraform-available";

const outdir = mkdtempSync(join(tmpdir(), "imports-test-"));
const fileOf = (name: string) => join(outdir, "stacks", name, "cdk.tf.json");

beforeAll(() => {
  const app = new App({ outdir });
  for (const environment of environments) new ServiceStack(app, environment);
  app.synth();
});
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

function run(...args: readonly string[]) {
  return spawnSync(
    process.execPath,
    ["--require", "sucrase/register", "commands/ecs-role-pair.ts", "imports", ...args],
    {
      cwd: resolve(__dirname, "../.."),
      encoding: "utf8",
    },
  );
}

describe("the import blocks of a stack", () => {
  it("name everything in prod by its real name", () => {
    expect(importBlocksOf(readStack(fileOf("prod")), { taskDefinitionRevision: 7 })).toMatchSnapshot();
  });

  it("leave a task definition whose revision is not told to be registered anew", () => {
    const { blocks, left } = importBlocksOf(readStack(fileOf("dev")), {});
    expect(left.map(({ address }) => address)).toEqual(["aws_ecs_task_definition.task"]);
    expect(blocks.map(({ to }) => to)).not.toContain("aws_ecs_task_definition.task");
  });

  it("leave out what does not exist yet", () => {
    const except = ["aws_sqs_queue.pending_dead_letter"];
    const all = importBlocksOf(readStack(fileOf("dev")), {}).blocks;
    const some = importBlocksOf(readStack(fileOf("dev")), { except }).blocks;
    expect(all.filter(({ to }) => !some.some((block) => block.to === to)).map(({ to }) => to)).toEqual(except);
  });

  it("leave out, and name, what no JSON tells the id of", () => {
    const role = "$" + "{data.aws_iam_role.theirs.name}";
    const resource = { aws_iam_role_policy: { theirs: { role, name: "theirs" } }, aws_s3_bucket: { theirs: {} } };
    const { blocks, left } = importBlocksOf({ resource }, {});
    expect(blocks).toEqual([]);
    expect(left.map(({ address }) => address)).toEqual(["aws_iam_role_policy.theirs", "aws_s3_bucket.theirs"]);
  });

  it("know the domain of the partition", () => {
    const stack = {
      provider: { aws: [{ region: "cn-north-1", allowed_account_ids: ["000000000000"] }] },
      resource: { aws_sqs_queue: { work: { name: "work" } } },
    };
    expect(importBlocksOf(stack, {}).blocks[0]?.id).toBe("https://sqs.cn-north-1.amazonaws.com.cn/000000000000/work");
  });
});

describe("npm run imports", () => {
  it("writes them beside the stack, and says what is left", () => {
    const { status, stdout } = run(fileOf("dev"));
    const file = join(dirname(fileOf("dev")), "imports.tf.json");
    expect(status).toBe(0);
    expect(stdout).toContain(`15 import blocks in ${file}\nnot imported: aws_ecs_task_definition.task: `);
    expect(JSON.parse(readFileSync(file, "utf8")).import).toHaveLength(15);
  });

  it.each([
    [[], "missing required argument 'stack'"],
    [["dev", "--task-definition-revision", "latest"], "must be a whole number from 1, got 'latest'"],
    [["nowhere.json"], "nowhere.json does not exist"],
  ])("given %j says what is wrong in a line", (args, message) => {
    const { status, stderr } = run(...args.map((argument) => (argument === "dev" ? fileOf("dev") : argument)));
    expect(status).toBe(1);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it("refuses an exception that is not in the stack", () => {
    const { status, stderr } = run(fileOf("dev"), "--except", "aws_sqs_queue.peding");
    expect(status).toBe(1);
    expect(stderr).toContain("got aws_sqs_queue.peding");
  });
});

describeWithTerraform("terraform", () => {
  it("finds a stack with its import blocks valid", () => {
    const folder = mkdtempSync(join(outdir, "validate-"));
    cpSync(fileOf("prod"), join(folder, "cdk.tf.json"));
    run(fileOf("prod"), "--task-definition-revision", "7", "--out", join(folder, "imports.tf.json"));
    terraform(folder, "init", "-backend=false", "-input=false");
    const { valid, diagnostics } = JSON.parse(terraform(folder, "validate", "-json"));
    expect({ valid, diagnostics }).toEqual({ valid: true, diagnostics: [] });
  });
});
