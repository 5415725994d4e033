import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Testing } from "cdktf";
import { planOffline, stackFile, terraform } from "../../commands/offline-plan";
import { OrdersStack } from "../../examples/whole-service/orders-stack";
import { ownService } from "../../examples/whole-service/own-service";
import { smallTask } from "../constructs/small-task";
import { addressesOf, DEV, jsonOf, resourceAt, statementsOf, synthesized } from "../synthesized";
import { describeWithTerraform } from "../terraform-available";

describe("the smallest whole service", () => {
  const json = jsonOf(new OrdersStack(Testing.app(), DEV));

  it("is these resources", () => {
    expect(addressesOf(json)).toMatchSnapshot();
  });

  it("has a cluster that counts its tasks", () => {
    expect(resourceAt(json, "aws_ecs_cluster.cluster").setting).toEqual([
      { name: "containerInsights", value: "enabled" },
    ]);
  });

  it("names its own cluster in what its tasks may protect, and waits for it", () => {
    expect(statementsOf(json, "task_role").ECSTaskProtection?.Resource).toEqual([
      "arn:aws:ecs:eu-west-1:000000000000:task/orders-dev/*",
    ]);
    expect(resourceAt(json, "aws_ecs_service.worker").depends_on).toContain("aws_ecs_cluster.cluster");
  });

  it("lets nobody in", () => {
    const group = resourceAt(json, "aws_security_group.network_tasks");
    expect(group.ingress).toBeUndefined();
    expect(group.egress).toHaveLength(1);
  });
});

describe("a service of one's own", () => {
  it("runs a task definition in twelve lines", () => {
    const json = synthesized((stack) => void ownService(stack, "web", smallTask(stack)));
    expect(resourceAt(json, "aws_ecs_service.web").task_definition).toBe("$" + "{aws_ecs_task_definition.task.arn}");
  });
});

describeWithTerraform("terraform", () => {
  const outdir = mkdtempSync(join(tmpdir(), "whole-service-test-"));
  afterAll(() => rmSync(outdir, { recursive: true, force: true }));

  it("finds it valid, and knows both policies in its first plan", () => {
    const app = new App({ outdir });
    new OrdersStack(app, DEV);
    app.synth();
    const folder = mkdtempSync(join(outdir, "validate-"));
    cpSync(stackFile("dev", outdir), join(folder, "cdk.tf.json"));
    terraform(folder, "init", "-backend=false", "-input=false");
    const { valid, warning_count } = JSON.parse(terraform(folder, "validate", "-json"));
    expect({ valid, warning_count }).toEqual({ valid: true, warning_count: 0 });
    const { resource_changes: changes } = JSON.parse(planOffline(stackFile("dev", outdir)).json);
    const policies = changes.filter(({ type }: { type: string }) => type === "aws_iam_role_policy");
    expect(policies).toHaveLength(2);
    for (const { change } of policies) expect(typeof change.after.policy).toBe("string");
  });
});
