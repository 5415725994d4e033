import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import Ajv2020 from "ajv/dist/2020";
import { App } from "cdktf";
import { compare } from "../../commands/permissions/compare";
import { permissionsOf } from "../../commands/permissions/grants";
import { differenceReport, permissionsReport } from "../../commands/permissions/permissions-report";
import { readStack } from "../../commands/permissions/read-stack";
import { renderMermaid } from "../../commands/permissions/render-mermaid";
import { renderMarkdown } from "../../review/render/markdown";
import { renderSarif } from "../../review/render/sarif";
import { renderText } from "../../review/render/text";
import type { Granted } from "../../review/report/granted";
import schema from "../../review/report/report.schema.json";
import { environments } from "../article-service/environments";
import { ServiceStack } from "../article-service/service-stack";
import { buildCase } from "../service-case";

const outdir = mkdtempSync(join(tmpdir(), "permissions-test-"));
const fileOf = (name: string) => join(outdir, "stacks", name, "cdk.tf.json");
const permissionsIn = (name: string) => permissionsOf(readStack(fileOf(name)), name);
const textOf = (granted: Granted) => renderText(permissionsReport(granted), false);

beforeAll(() => {
  const app = new App({ outdir });
  for (const environment of environments) new ServiceStack(app, environment);
  buildCase(app, {
    environment: { name: "everything" },
    containers: [
      {
        name: "app",
        image: { "Image.fromEcr": ["shared", { tag: "1.0.0", account: "111111111111", pullThroughCache: {} }] },
        secrets: {
          PARAMETER: {
            "Secret.fromParameter": ["/everything/password", { key: { "KmsKey.fromAlias": ["alias/everything"] } }],
          },
          SECRET: { "Secret.fromSecretsManager": ["database", { jsonKey: "password" }] },
          REFERRED: { "Secret.fromParameter": ["/aws/reference/secretsmanager/license"] },
        },
        environmentFiles: ["arn:aws:s3:::my-files/app.env"],
        mountPoints: [{ sourceVolume: "files", containerPath: "/files" }],
        readonlyRootFilesystem: false,
        repositoryCredentials: { secretArn: "arn:aws:secretsmanager:eu-west-1:000000000000:secret:registry-AbCdEf" },
        logging: { "Logging.fireLens": [{ options: { Name: "kinesis_firehose", delivery_stream: "logs" } }] },
      },
      {
        name: "router",
        image: { "Image.fromRegistry": ["public.ecr.aws/aws-observability/aws-for-fluent-bit:stable"] },
        firelens: { type: "fluentbit" },
        readonlyRootFilesystem: false,
      },
    ],
    task: {
      executeCommand: {},
      volumes: [{ name: "files", efs: { fileSystemId: "fs-0123456789abcdef0" } }],
    },
  });
  app.synth();
});
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

describe("the permissions of a stack", () => {
  it("name the role, the statement and what needs it", () => {
    const grant = permissionsIn("dev").grants.find(({ sid }) => sid === "KMSDecryptParametersWithKey");
    expect(grant).toMatchObject({
      role: "execution role",
      roleName: "my-dev-service-exec-role",
      actions: ["kms:Decrypt"],
      neededBy: ["container app: secret DATABASE_PASSWORD"],
    });
  });

  it.each([...environments.map(({ name }) => name), "everything"])("have a need for every statement in %s", (name) => {
    const { grants } = permissionsIn(name);
    expect(grants.length).toBeGreaterThan(5);
    expect(grants.filter(({ neededBy }) => neededBy.length === 0)).toEqual([]);
  });

  it("tell a reason where code states one", () => {
    const app = new App({ outdir: join(outdir, "reasons") });
    const stack = buildCase(app, {
      allow: {
        ReadMetrics: {
          actions: ["sqs:GetQueue*"],
          resources: ["*"],
          reason: "the dashboard shows every queue there is",
        },
      },
    });
    stack.prepareStack();
    const [grant] = permissionsOf(JSON.parse(JSON.stringify(stack.toTerraform())), "dev").grants;
    expect(grant?.neededBy).toEqual(["the dashboard shows every queue there is"]);
  });

  it("say aloud what is not known before it is applied", () => {
    const policy = "$" + "{data.aws_iam_policy_document.task.json}";
    const { unknown, grants } = permissionsOf({ resource: { aws_iam_role_policy: { task: { policy } } } }, "theirs");
    const why = "not known before it is applied";
    expect(unknown).toEqual([{ what: "policy", address: "aws_iam_role_policy.task", why }]);
    expect(grants).toEqual([]);
    const told = permissionsReport({ stack: "theirs", account: "*", region: "*", grants, unknown });
    expect(textOf(told.granted as Granted)).toContain(`Not known\n  ? ${why}\n    where    aws_iam_role_policy.task\n`);
    const [{ results }] = JSON.parse(renderSarif(told)).runs;
    expect(results).toMatchObject([{ ruleId: "policy-not-reviewable", level: "warning" }]);
  });

  it("take in what a role has by other means: inline, attached and managed policies, in lists of blocks too", () => {
    const admin = "arn:aws:iam::aws:policy/AdministratorAccess";
    const policy = '{"Statement":{"Sid":"All","Effect":"Allow","Action":"*","Resource":"*"}}';
    const role = { name: "app", inline_policy: [{ name: "all", policy }], managed_policy_arns: [admin] };
    const attachment = { role: "app", policy_arn: admin };
    const stack = {
      resource: [{ aws_iam_role: [{ app: [role] }] }, { aws_iam_role_policy_attachment: { app: attachment } }],
    };
    const { grants, unknown } = permissionsOf(stack as never, "theirs");
    const everything = { roleName: "app", actions: ["*"], resources: ["*"] };
    expect(grants).toMatchObject([{ ...everything, sid: "All" }, everything]);
    expect(unknown).toEqual([]);
  });

  it.each([
    ["text", (granted: Granted) => textOf(granted)],
    ["Markdown", (granted: Granted) => renderMarkdown(permissionsReport(granted), "Permissions")],
    ["Mermaid", renderMermaid],
  ])("are rendered as %s", (_format, render) => {
    expect(render(permissionsIn("dev")).split("\n")).toMatchSnapshot();
  });

  it("are a report in its published form, of two stacks too", () => {
    const validate = new Ajv2020({ allErrors: true }).compile(schema);
    validate(permissionsReport(permissionsIn("everything")));
    expect(validate.errors ?? []).toEqual([]);
    validate(differenceReport(compare(permissionsIn("dev"), permissionsIn("everything"))));
    expect(validate.errors ?? []).toEqual([]);
  });

  it("are told once of what a role shows of its policies a second time", () => {
    const admin = "arn:aws:iam::aws:policy/AdministratorAccess";
    const policy = '{"Statement":{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}}';
    const stack = {
      resource: {
        aws_iam_role: { app: { name: "app", inline_policy: [{ name: "send", policy }], managed_policy_arns: [admin] } },
        aws_iam_role_policy: { send: { name: "send", role: "app", policy } },
        aws_iam_role_policy_attachment: { admin: { role: "app", policy_arn: admin } },
      },
    };
    expect(permissionsOf(stack as never, "theirs").grants.map(({ actions }) => actions)).toEqual([
      ["sqs:SendMessage"],
      ["*"],
    ]);
  });

  it("draw each statement that has no Sid", () => {
    const statement = (action: string) => ({ Effect: "Allow", Action: action, Resource: "*" });
    const policy = JSON.stringify({ Statement: [statement("sqs:SendMessage"), statement("sqs:PurgeQueue")] });
    const stack = { resource: { aws_iam_role_policy: { queues: { name: "queues", role: "app", policy } } } };
    const drawn = renderMermaid(permissionsOf(stack, "theirs"));
    expect(drawn).toContain('statement1["queues<br/>sqs:SendMessage"]');
    expect(drawn).toContain('statement2["queues<br/>sqs:PurgeQueue"]');
  });

  it("have AWS's spelling of actions", () => {
    const policy = '{"Statement":{"Effect":"Allow","Action":["SQS:sendmessage","sqs:get*"],"Resource":"*"}}';
    const { grants } = permissionsOf(
      { resource: { aws_iam_role_policy: { task: { role: "app", policy } } } },
      "theirs",
    );
    expect(grants).toMatchObject([{ actions: ["sqs:SendMessage", "sqs:get*"] }]);
  });

  it("are those of the managed policies that are attached: the stack's own and AWS's", () => {
    const own = '{"Statement":{"Sid":"Send","Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}}';
    const stack = {
      resource: {
        aws_iam_policy: { own: { name: "own", policy: own }, spare: { name_prefix: "spare-", policy: own } },
        aws_iam_role_policy_attachment: {
          own: { role: "app", policy_arn: "$" + "{aws_iam_policy.own.arn}" },
          aws: { role: "app", policy_arn: "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy" },
          theirs: { role: "app", policy_arn: "arn:aws:iam::111111111111:policy/theirs" },
          later: { role: "app" },
        },
      },
    };
    const { grants, unknown } = permissionsOf(stack as never, "theirs");
    expect(grants.map(({ role, roleName, name, actions }) => [role, roleName, name, actions.length])).toEqual([
      ["role", "app", "own: Send", 1],
      ["role", "app", "AmazonECSTaskExecutionRolePolicy", 6],
      ["policy", "spare-*", "Send", 1],
    ]);
    expect(unknown.map(({ why }) => why)).toEqual([
      "attaches arn:aws:iam::111111111111:policy/theirs, whose statements are not here",
      "attaches a policy that is known only once it is applied",
    ]);
  });

  it("know the stack's own policy by its ARN too, and lists of the only ones", () => {
    const own = '{"Statement":{"Sid":"Send","Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}}';
    const arn = "arn:aws:iam::111111111111:policy/own";
    const attached = [
      { aws_iam_role_policy_attachment: { own: { role: "app", policy_arn: arn } } },
      { aws_iam_role_policy_attachments_exclusive: { own: { role_name: "app", policy_arns: [arn] } } },
    ];
    for (const resource of attached) {
      const { grants, unknown } = permissionsOf(
        { resource: { aws_iam_policy: { own: { name: "own", arn, policy: own } }, ...resource } } as never,
        "theirs",
      );
      expect(grants.map(({ role, roleName, name }) => [role, roleName, name])).toEqual([["role", "app", "own: Send"]]);
      expect(unknown).toEqual([]);
    }
  });

  it("are those of roles: what users and groups are given is said to be left out", () => {
    const arn = "arn:aws:iam::aws:policy/AdministratorAccess";
    const { unknown } = permissionsOf(
      {
        resource: {
          aws_iam_user_policy_attachment: { anna: { user: "anna", policy_arn: arn } },
          aws_iam_group_policy: { team: { group: "team", policy: "{}" } },
          aws_iam_policy_attachment: { all: { roles: [], users: ["anna"], policy_arn: arn } },
        },
      } as never,
      "theirs",
    );
    expect(unknown.map(({ address, why }) => `${address} ${why}`)).toEqual(
      ["aws_iam_user_policy_attachment.anna", "aws_iam_group_policy.team", "aws_iam_policy_attachment.all"].map(
        (address) => `${address} gives a user or group what it says: only what roles may do is shown here`,
      ),
    );
  });
});

describe("the difference between two environments", () => {
  it("is none between dev and prod, but for their names", () => {
    expect(compare(permissionsIn("dev"), permissionsIn("prod"))).toEqual({
      left: "dev",
      right: "prod",
      onlyLeft: [],
      onlyRight: [],
      unknown: [],
    });
  });

  it("tells roles of no task apart by their names, and exceptions by all they leave out", () => {
    const stack = (web: object, admin: object) => {
      const policy = (statement: object) =>
        JSON.stringify({ Statement: [{ Effect: "Allow", Resource: "*", ...statement }] });
      const policies = { web: { role: "web", policy: policy(web) }, admin: { role: "admin", policy: policy(admin) } };
      return permissionsOf({ resource: { aws_iam_role_policy: policies } } as never, "theirs");
    };
    const [send, remove] = [{ Action: "sqs:SendMessage" }, { Action: "sqs:DeleteQueue" }];
    const { onlyLeft, onlyRight } = compare(stack(send, remove), stack(remove, send));
    const told = (all: typeof onlyLeft) => all.map(({ roleName, action }) => `${roleName} ${action}`);
    expect(told(onlyLeft)).toEqual(["admin sqs:DeleteQueue", "web sqs:SendMessage"]);
    expect(told(onlyRight)).toEqual(["admin sqs:SendMessage", "web sqs:DeleteQueue"]);
    const all = stack({ NotAction: ["sqs:DeleteQueue", "sqs:PurgeQueue"] }, send);
    expect(all.grants.map(({ actions }) => actions)).toEqual([
      ["* except sqs:DeleteQueue, sqs:PurgeQueue"],
      ["sqs:SendMessage"],
    ]);
  });

  it("tells a policy that is no JSON from one that is not known yet", () => {
    const policies = { a: { role: "app", policy: "no JSON" }, b: { role: "app", policy: "$" + "{local.later}" } };
    const { unknown } = permissionsOf({ resource: { aws_iam_role_policy: policies } } as never, "theirs");
    expect(unknown.map(({ why }) => why)).toEqual(["it is not JSON", "not known before it is applied"]);
  });

  it("says what of either is not known, and so is not compared", () => {
    const hidden = (name: string) => permissionsOf({ resource: { aws_iam_role_policy: { a: { role: "app" } } } }, name);
    const compared = compare(hidden("dev"), hidden("prod"));
    expect(compared.unknown.map(({ address }) => address)).toEqual([
      "dev: aws_iam_role_policy.a",
      "prod: aws_iam_role_policy.a",
    ]);
    const report = differenceReport(compared);
    expect(report.findings.map(({ id }) => id)).toEqual(["policy-not-reviewable", "policy-not-reviewable"]);
    expect(renderText(report, false)).toContain("nothing only in dev · nothing only in prod · 2 not known");
    expect(renderText(report, false)).toContain("Not known");
  });

  it("tells another account from the environment's own", () => {
    const reading = (account: string) => ({
      ...permissionsIn("dev"),
      grants: permissionsIn("dev").grants.map((grant) => ({
        ...grant,
        resources: [`arn:aws:iam::${account}:role/reader`],
      })),
    });
    const { onlyLeft, onlyRight } = compare(reading("000000000000"), reading("999999999999"));
    expect(onlyLeft[0]?.resource).toBe("arn:aws:iam::<account>:role/reader");
    expect(onlyRight[0]?.resource).toBe("arn:aws:iam::999999999999:role/reader");
  });

  it("is none between two regions, but for what is in one of them for both", () => {
    const dev = permissionsIn("dev");
    const image = "arn:aws:ecr:eu-west-1:222222222222:repository/shared";
    const inRegion = (region: string) => ({
      ...dev,
      region,
      grants: dev.grants.map((grant) => ({
        ...grant,
        resources:
          grant.sid === "ECRPullImages"
            ? [image]
            : grant.resources.map((resource) => resource.replaceAll("eu-west-1", region)),
        conditions: grant.conditions.map((condition) => condition.replaceAll("eu-west-1", region)),
      })),
    });
    expect(compare(inRegion("eu-west-1"), inRegion("eu-central-1"))).toMatchObject({ onlyLeft: [], onlyRight: [] });
    const abroad = inRegion("eu-central-1").grants.map((grant) => ({
      ...grant,
      resources: grant.resources.map((resource) => resource.replace("sqs:eu-central-1", "sqs:us-east-1")),
    }));
    const { onlyRight } = compare(inRegion("eu-west-1"), { ...inRegion("eu-central-1"), grants: abroad });
    expect(onlyRight).toContainEqual(
      expect.objectContaining({
        role: "task role",
        action: "sqs:SendMessage",
        resource: "arn:aws:sqs:us-east-1:<account>:<environment>-pending-queue",
      }),
    );
  });

  it("is what the one may and the other may not", () => {
    const more = permissionsIn("prod");
    const grants = more.grants.map((grant) =>
      grant.role === "task role" ? { ...grant, actions: [...grant.actions, "sqs:PurgeQueue"] } : grant,
    );
    const purging = (resource: string) => ({ role: "task role", effect: "Allow", action: "sqs:PurgeQueue", resource });
    expect(compare(permissionsIn("dev"), { ...more, grants })).toMatchObject({
      onlyLeft: [],
      onlyRight: [
        purging("arn:aws:sqs:<region>:<account>:<environment>-confirmed-queue"),
        purging("arn:aws:sqs:<region>:<account>:<environment>-pending-queue"),
      ],
    });
  });
});

describe("the command", () => {
  const run = (script: string, ...args: string[]) =>
    spawnSync(process.execPath, ["--require", "sucrase/register", "commands/ecs-role-pair.ts", script, ...args], {
      cwd: resolve(__dirname, "../.."),
      encoding: "utf8",
    });

  it("permissions prints a file's permissions", () => {
    expect(run("permissions", fileOf("dev"))).toMatchObject({
      status: 0,
      stdout: textOf(permissionsIn("dev")),
    });
  });

  it("permissions compares two", () => {
    const { status, stdout } = run("permissions", fileOf("dev"), fileOf("everything"));
    expect(status).toBe(0);
    expect(stdout).toContain("Only in everything, not in dev\n  execution role\n    + may ecr:BatchGetImage\n");
  });

  it("deployer-policy prints what passing the two roles takes", () => {
    const { status, stdout } = run("deployer-policy", fileOf("dev"));
    expect(status).toBe(0);
    const [pass] = JSON.parse(stdout).Statement.filter(({ Action }: { Action: string[] }) =>
      Action.includes("iam:PassRole"),
    );
    expect(pass.Resource).toEqual([
      "arn:aws:iam::000000000000:role/my-dev-service-exec-role",
      "arn:aws:iam::000000000000:role/my-dev-service-task-role",
    ]);
  });

  it.each([
    ["permissions", [], "missing required argument 'stack'"],
    ["permissions", ["nowhere.json"], "nowhere.json does not exist"],
    ["permissions", ["--colour"], "unknown option '--colour'"],
    [
      "permissions",
      ["dev", "--format", "pdf"],
      "--format must be one of text, markdown, json, sarif, html, mermaid, got 'pdf'",
    ],
    ["deployer-policy", [], "missing required argument 'stack'"],
    ["plan", [], "missing required argument 'stack'"],
  ])("%s %j says what is wrong in a line", (script, args, message) => {
    const { status, stderr } = run(script, ...args);
    expect(status).toBe(1);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it("permissions refuses a file that is not JSON", () => {
    const file = join(outdir, "broken.json");
    writeFileSync(file, "name = 1");
    expect(run("permissions", file).stderr).toContain(`${file} is not JSON`);
  });
});
