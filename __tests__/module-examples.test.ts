import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OFFLINE_PROVIDER, terraform } from "../commands/offline-plan";
import { MODULE_FOLDER } from "../module/write-module";
import { IdentityEndpoint } from "./identity-endpoint";
import { type PlannedResource, planModule } from "./module-plan";
import SERVICE from "./published/terraform-aws-ecs-service.json";
import { describeWithTerraform } from "./terraform-available";

const EXEC = ["CreateControlChannel", "CreateDataChannel", "OpenControlChannel", "OpenDataChannel"];

/** Each example that needs nothing from a registry, with what it allows on everything: what AWS gives no resource to. */
const EXAMPLES: readonly (readonly [name: string, resources: number, onEverything: readonly string[]])[] = [
  ["queue-worker", 14, ["ecr:GetAuthorizationToken"]],
  ["web-api", 7, ["ecr:GetAuthorizationToken"]],
  [
    "firelens-efs-exec",
    7,
    ["ecr:GetAuthorizationToken", "logs:DescribeLogGroups", ...EXEC.map((name) => `ssmmessages:${name}`)],
  ],
  ["nightly-job", 10, ["ecr:GetAuthorizationToken"]],
  ["fifo-pipeline", 30, ["ecr:GetAuthorizationToken"]],
  ["for-each", 23, ["ecr:GetAuthorizationToken"]],
];

const DOCUMENTS = ["policy", "assume_role_policy", "redrive_policy", "redrive_allow_policy", "container_definitions"];
/** What AWS itself fills in where nothing is given. */
const FILLED_IN = ["aws_sqs_queue redrive_policy", "aws_sqs_queue redrive_allow_policy"];

describeWithTerraform("the Terraform module's examples", () => {
  const folder = mkdtempSync(join(tmpdir(), "module-examples-"));
  const endpoint = new IdentityEndpoint("111122223333");

  beforeAll(() => {
    cpSync(MODULE_FOLDER, folder, { recursive: true, filter: (path) => !path.includes(".terraform") });
  });
  afterAll(async () => {
    await endpoint.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(EXAMPLES)("has %s, every document known in its first plan", async (name, count, onEverything) => {
    const example = join(folder, "examples", name);
    const provider = { aws: { region: "eu-west-1", ...OFFLINE_PROVIDER } };
    writeFileSync(join(example, "offline_override.tf.json"), JSON.stringify({ provider }));
    const resources = (await planModule(example, endpoint)).filter(({ mode }) => mode === "managed");
    expect({ unknown: resources.flatMap(unknownDocuments), onEverything: allowedOnEverything(resources) }).toEqual({
      unknown: [],
      onEverything,
    });
    expect(resources).toHaveLength(count);
  });

  it("gives each service of for-each the URLs of its own queues", async () => {
    const resources = await planModule(join(folder, "examples", "for-each"), endpoint);
    const urls = resources
      .filter(({ type }) => type === "aws_ecs_task_definition")
      .flatMap(({ change }) => JSON.parse(change.after.container_definitions)[0].environment)
      .map(({ value }) => value);
    const queues = "https://sqs.eu-west-1.amazonaws.com/111122223333";
    expect(urls).toEqual(
      ["invoices-dev-due.fifo", "orders-dev-incoming", "orders-dev-outgoing"].map((name) => `${queues}/${name}`),
    );
  });

  // Its source is another project's: what that one publishes of its inputs stands in for it.
  it("has with-ecs-service, valid by the inputs that the other module publishes", () => {
    const example = join(folder, "examples", "with-ecs-service");
    const published = join(example, "published");
    mkdirSync(published);
    const variable = Object.fromEntries(Object.entries(SERVICE.inputs).map(([name, type]) => [name, { type }]));
    writeFileSync(join(published, "variables.tf.json"), JSON.stringify({ variable: withDefaults(variable) }));
    const main = readFileSync(join(example, "main.tf"), "utf8");
    const [major, minor] = SERVICE.version.split(".");
    const call = `  source  = "${SERVICE.source}"\n  version = "~> ${major}.${minor}"\n`;
    expect(main).toContain(call);
    writeFileSync(join(example, "main.tf"), main.replace(call, '  source = "./published"\n'));
    terraform(example, "init", "-input=false");
    expect(JSON.parse(terraform(example, "validate", "-json"))).toMatchObject({ valid: true, error_count: 0 });
  });
});

/** All inputs of the other module have a default. */
function withDefaults(variables: Readonly<Record<string, object>>): object {
  return Object.fromEntries(Object.entries(variables).map(([name, each]) => [name, { ...each, default: null }]));
}

function unknownDocuments({ type, name, change }: PlannedResource): readonly string[] {
  return DOCUMENTS.filter((member) => change.after_unknown[member] === true)
    .filter((member) => !FILLED_IN.includes(`${type} ${member}`))
    .map((member) => `${type}.${name} ${member}`);
}

function allowedOnEverything(resources: readonly PlannedResource[]): readonly string[] {
  const policies = resources.filter(({ type }) => ["aws_iam_role_policy", "aws_iam_policy"].includes(type));
  const statements = policies.flatMap(({ change }) => JSON.parse(change.after.policy).Statement);
  const wide = statements.filter(({ Resource }) => [Resource].flat().includes("*"));
  return [...new Set(wide.flatMap(({ Action }) => Action as string[]))].sort();
}
