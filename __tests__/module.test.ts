import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { terraform } from "../commands/offline-plan";
import { Image, KmsKey, Queue, RolePair, Secret, TaskDefinition } from "../constructs";
import { INPUTS } from "../module/inputs";
import { OUTPUTS } from "../module/outputs";
import { moduleFiles } from "../module/write-module";
import { resourceAt, synthesized } from "./synthesized";
import { describeWithTerraform } from "./terraform-available";

const PROJECT = resolve(__dirname, "..");
const files = moduleFiles();
const synthesizedModule = JSON.parse(files["main.tf.json"] ?? "");

/** What the stack gives for the service of the module's own test. */
function expected(): object {
  const json = synthesized((stack) => {
    const roles = new RolePair(stack, "roles", { name: "my-dev-service" });
    const pending = new Queue(stack, "pending", { queueName: "dev-pending-queue", visibilityTimeoutSeconds: 180 });
    const confirmed = new Queue(stack, "confirmed", { queueName: "dev-confirmed-queue" });
    pending.grantConsume(roles.task);
    pending.grantSend(roles.task);
    confirmed.grantSend(roles.task);
    const key = KmsKey.fromAlias("alias/my-service-dev");
    const apiKey = "arn:aws:secretsmanager:eu-west-1:000000000000:secret:api-AbCdEf:key::";
    new TaskDefinition(stack, "task", {
      family: "my-dev-service",
      roles,
      cpuUnits: 256,
      memoryMiB: 512,
      containers: [
        {
          name: "app",
          image: Image.fromEcr("my-service", { tag: "1.0.0" }),
          environment: { AWS_REGION: "eu-west-1", STAGE: "dev" },
          secrets: {
            DATABASE_PASSWORD: Secret.fromParameter("/my-service/dev/database-password", { key }),
            API_KEY: Secret.fromSecretsManager(apiKey),
          },
          ports: [{ containerPort: 8080, name: "web", appProtocol: "http" }],
          healthCheck: { command: ["CMD", "true"] },
          dependsOn: [{ containerName: "init", condition: "SUCCESS" }],
          stopTimeoutSeconds: 60,
          user: "1000",
        },
        {
          name: "init",
          image: Image.fromRegistry("public.ecr.aws/docker/library/busybox:1.36"),
          command: ["true"],
          essential: false,
        },
      ],
    });
  });
  return {
    execution: resourceAt(json, "aws_iam_role_policy.execution_role_policy").policy,
    task: resourceAt(json, "aws_iam_role_policy.task_role_policy").policy,
    trust: resourceAt(json, "aws_iam_role.task_role").assume_role_policy,
    containers: resourceAt(json, "aws_ecs_task_definition.task").container_definitions,
    queue: resourceAt(json, "aws_sqs_queue.pending").policy,
    redrive: resourceAt(json, "aws_sqs_queue.pending").redrive_policy,
    redriveAllow: resourceAt(json, "aws_sqs_queue_redrive_allow_policy.pending_dead_letter_redrive_allow_policy")
      .redrive_allow_policy,
  };
}

describe("the Terraform module", () => {
  it("has neither a provider nor a backend, and says which versions it takes", () => {
    expect(synthesizedModule).not.toHaveProperty("provider");
    expect(synthesizedModule.terraform).toEqual({
      required_providers: { aws: { source: "hashicorp/aws", version: ">= 5.100.0, < 7.0.0" } },
      required_version: ">= 1.10.0",
    });
  });

  it("describes every variable, with its type", () => {
    const variables = Object.values(synthesizedModule.variable) as { type?: string; description?: string }[];
    expect(variables.filter(({ type, description }) => !type || !description)).toEqual([]);
    expect(Object.keys(synthesizedModule.variable).sort()).toEqual(Object.keys(INPUTS).sort());
  });

  it("names the variable in every message about it", () => {
    for (const [name, { validation = [] }] of Object.entries(INPUTS)) {
      for (const { errorMessage } of validation) expect(errorMessage).toMatch(new RegExp(`^${name}(:| must) `));
    }
  });

  it("lists every input and output in its README", () => {
    const readme = files["README.md"] ?? "";
    for (const name of [...Object.keys(INPUTS), ...Object.keys(OUTPUTS)]) expect(readme).toContain(`| \`${name}\` |`);
  });

  it("creates these resources and no others", () => {
    expect(
      Object.entries(synthesizedModule.resource)
        .flatMap(([type, byName]) => Object.keys(byName as object).map((name) => `${type}.${name}`))
        .sort(),
    ).toMatchSnapshot();
  });

  it("is the same each time it is written", () => {
    expect(moduleFiles()).toEqual(files);
  });
});

describeWithTerraform("the Terraform module, to terraform", () => {
  const folder = mkdtempSync(join(tmpdir(), "module-test-"));
  const moduleFolder = join(folder, "dist", "module");

  beforeAll(() => {
    mkdirSync(join(moduleFolder, "tests"), { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(moduleFolder, name), text);
    cpSync(join(PROJECT, "module", "tests"), join(moduleFolder, "tests"), { recursive: true });
    writeFileSync(join(moduleFolder, "tests", "expected.json"), JSON.stringify(expected()));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("is valid, without a warning", () => {
    terraform(moduleFolder, "init", "-input=false");
    const { valid, warning_count } = JSON.parse(terraform(moduleFolder, "validate", "-json"));
    expect({ valid, warning_count }).toEqual({ valid: true, warning_count: 0 });
  });

  it("gives what the stack gives, follows its maps and refuses wrong input", () => {
    const runs = readFileSync(join(PROJECT, "module/tests/module.tftest.hcl"), "utf8").match(/^run "/gm)?.length;
    expect(terraform(moduleFolder, "test", "-no-color")).toContain(`Success! ${runs} passed, 0 failed.`);
  });

  it("is called twice with for_each by the example", () => {
    const example = join(folder, "examples", "module");
    cpSync(join(PROJECT, "examples", "module"), example, { recursive: true });
    writeFileSync(
      join(example, "plan_override.tf"),
      'provider "aws" {\n  region = "eu-west-1"\n  access_key = "offline"\n  secret_key = "offline"\n  skip_credentials_validation = true\n  skip_requesting_account_id = true\n  skip_metadata_api_check = true\n}\n',
    );
    terraform(example, "init", "-input=false");
    const { valid } = JSON.parse(terraform(example, "validate", "-json"));
    expect(valid).toBe(true);
  });
});
