import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planOffline } from "../commands/offline-plan";
import { PROVIDER_VERSIONS } from "../constructs/environment/environment-stack";
import type { Plan } from "../review/plan/plan";
import { COMPILERS, Consumer } from "../tools/consumer";
import { packInto } from "../tools/packed-package";
import { describeWithTerraform } from "./terraform-available";

type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
interface Stack {
  readonly resource: Resources;
  readonly provider: unknown;
  readonly terraform: unknown;
  readonly output?: unknown;
}

const STACKS = ["dev-data", "dev-orders"];
const tarballs = mkdtempSync(join(tmpdir(), "existing-app-"));
const tarball = join(tarballs, packInto(tarballs).filename);

/** The app as it was, and with the package added to it: an app of `cdktf init`'s in every other respect. */
const before = new Consumer("existing-app");
const after = new Consumer("existing-app");
after.replace("main.ts", "app.synth();", "addWorker(orders, data);\napp.synth();");
after.replace("main.ts", "import { OrdersStack }", 'import { addWorker } from "./worker";\nimport { OrdersStack }');

beforeAll(() => {
  for (const app of [before, after]) {
    app.link(tarball);
    app.run("node", COMPILERS.previous ?? "");
    app.run("node", "build/main.js");
  }
});

afterAll(() => {
  rmSync(tarballs, { recursive: true });
  for (const app of [before, after]) app.remove();
});

const stackOf = (app: Consumer, name: string) => app.stack(name) as unknown as Stack;

function addressesOf({ resource }: Stack): readonly string[] {
  return Object.entries(resource).flatMap(([type, byName]) => Object.keys(byName).map((name) => `${type}.${name}`));
}

describe("an app that has a queue, a table, a function with its role, a topic and a network", () => {
  it.each(STACKS)("keeps every resource of %s, at its address, when a task is added", (name) => {
    expect(stackOf(after, name).resource).toMatchObject(stackOf(before, name).resource);
  });

  it.each(STACKS)("keeps the provider, the backend and the outputs of %s", (name) => {
    const { provider, terraform, output } = stackOf(before, name);
    expect(stackOf(after, name)).toMatchObject({ provider, terraform });
    expect(stackOf(after, name).output).toEqual(output);
  });

  it("is given the task's own resources and no other", () => {
    const had = addressesOf(stackOf(before, "dev-orders"));
    const added = addressesOf(stackOf(after, "dev-orders")).filter((address) => !had.includes(address));
    expect(added.map((address) => address.replace(/_[0-9A-F]{8}$/, "")).sort()).toEqual([
      "aws_cloudwatch_log_group.worker_task_log_group",
      "aws_ecs_task_definition.worker_task",
      "aws_iam_role.worker_roles_execution_role",
      "aws_iam_role.worker_roles_task_role",
      "aws_iam_role_policies_exclusive.worker_roles_execution_role_policies",
      "aws_iam_role_policies_exclusive.worker_roles_task_role_policies",
      "aws_iam_role_policy.worker_producer_policy",
      "aws_iam_role_policy.worker_roles_execution_role_policy",
      "aws_iam_role_policy.worker_roles_task_role_policy",
      "aws_iam_role_policy_attachments_exclusive.worker_roles_execution_role_attachments",
      "aws_iam_role_policy_attachments_exclusive.worker_roles_task_role_attachments",
      "aws_sns_topic_subscription.worker_placed_from_topic_dev-orders-placed",
      "aws_sqs_queue.worker_placed",
      "aws_sqs_queue.worker_placed_dead_letter",
      "aws_sqs_queue_redrive_allow_policy.worker_placed_dead_letter_redrive_allow_policy",
    ]);
    expect(addressesOf(stackOf(after, "dev-data"))).toEqual(addressesOf(stackOf(before, "dev-data")));
  });
});

/** The stack's file for any provider that the constructs are made for: the bindings ask for one version alone. */
function withinRange(app: Consumer, name: string): string {
  const stack = app.stack(name) as { readonly terraform: { readonly required_providers: object } };
  Object.assign(stack.terraform.required_providers, { aws: { source: "hashicorp/aws", version: PROVIDER_VERSIONS } });
  const file = join(app.folder, `${name}.tf.json`);
  writeFileSync(file, JSON.stringify(stack));
  return file;
}

describeWithTerraform("the plans of an app that has resources of its own", () => {
  it.each(STACKS)("say the same of every resource that %s had before", (name) => {
    const [had, has] = [before, after].map((app) => {
      const { resource_changes } = JSON.parse(planOffline(withinRange(app, name)).json) as Plan;
      return new Map(resource_changes.map(({ address, change }) => [address, change]));
    });
    expect(had?.size).toBeGreaterThan(1);
    for (const [address, change] of had ?? []) expect([address, has?.get(address)]).toEqual([address, change]);
  });
});
