import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OFFLINE_PROVIDER } from "../commands/offline-plan";
import { MODULE_FOLDER } from "../module/write-module";
import { IdentityEndpoint } from "./identity-endpoint";
import { type PlannedResource, planModule } from "./module-plan";
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
});

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
