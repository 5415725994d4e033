import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { App } from "cdktf";
import { terraform } from "../commands/offline-plan";
import { EnvironmentStack, Queue } from "../constructs";
import { DEV } from "./synthesized";
import { describeWithTerraform } from "./terraform-available";

const outdir = mkdtempSync(join(tmpdir(), "adopting-test-"));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

const guide = readFileSync(resolve(__dirname, "../docs/adopting.md"), "utf8");
const [, MOVED = ""] = /```json\n([\s\S]*?)```/.exec(guide) ?? [];

/** Lets the provider plan without an account; Terraform merges `override.tf.json` into the stack's own JSON. */
const OVERRIDE = {
  terraform: { backend: { local: { path: "terraform.tfstate" } } },
  provider: {
    aws: {
      access_key: "offline",
      secret_key: "offline",
      allowed_account_ids: [],
      skip_credentials_validation: true,
      skip_requesting_account_id: true,
      skip_metadata_api_check: true,
    },
  },
};

/** State in which a queue is at an address, as far as Terraform needs it to compare addresses. */
function stateWith(name: string, queueName: string): object {
  const id = `https://sqs.eu-west-1.amazonaws.com/000000000000/${queueName}`;
  return {
    version: 4,
    serial: 1,
    lineage: "adopting-test",
    resources: [
      {
        mode: "managed",
        type: "aws_sqs_queue",
        name,
        provider: 'provider["registry.terraform.io/hashicorp/aws"]',
        instances: [{ schema_version: 0, attributes: { id, url: id, name: queueName, fifo_queue: false } }],
      },
    ],
  };
}

/** What a plan does with the queue that was at `aws_sqs_queue.pending`, once its id in the code is `incoming`. */
function planOfRename(moved?: string): readonly { address: string; previous_address?: string; actions: string[] }[] {
  const app = new App({ outdir: mkdtempSync(join(outdir, "app-")) });
  const stack = new EnvironmentStack(app, { service: "my-service", environment: DEV });
  new Queue(stack, "incoming", { queueName: "dev-pending-queue" });
  app.synth();
  const folder = join(app.outdir, "stacks", "dev");
  const write = (file: string, content: object) => writeFileSync(join(folder, file), JSON.stringify(content));
  write("override.tf.json", OVERRIDE);
  write("terraform.tfstate", stateWith("pending", "dev-pending-queue"));
  if (moved) write("moved.tf.json", JSON.parse(moved));
  terraform(folder, "init", "-input=false");
  terraform(folder, "plan", "-input=false", "-refresh=false", "-out=plan");
  const { resource_changes: changes } = JSON.parse(terraform(folder, "show", "-json", "plan"));
  return changes
    .filter(({ change }: { change: { actions: string[] } }) => change.actions[0] !== "create" || moved === undefined)
    .map(
      ({
        address,
        previous_address,
        change,
      }: {
        address: string;
        previous_address?: string;
        change: { actions: string[] };
      }) => ({
        address,
        previous_address,
        actions: change.actions,
      }),
    );
}

describeWithTerraform("an address that changes", () => {
  it("destroys the queue and creates another by itself", () => {
    const changes = planOfRename();
    expect(changes).toContainEqual({
      address: "aws_sqs_queue.pending",
      previous_address: undefined,
      actions: ["delete"],
    });
    expect(changes).toContainEqual({
      address: "aws_sqs_queue.incoming",
      previous_address: undefined,
      actions: ["create"],
    });
  });

  it("keeps the queue with the moved blocks of the guide", () => {
    expect(planOfRename(MOVED)).toEqual([
      { address: "aws_sqs_queue.incoming", previous_address: "aws_sqs_queue.pending", actions: ["update"] },
    ]);
  });
});
