import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { App } from "cdktf";
import { offlineStack, stackFile, terraform } from "../commands/offline-plan";
import {
  access,
  DeployerPolicy,
  EnvironmentStack,
  Image,
  Queue,
  Role,
  RolePair,
  ScheduledTask,
  TaskDefinition,
  WorkerService,
} from "../constructs";
import type { Plan } from "../review/plan/plan";
import { type PlannedValues, stateAfter } from "../tools/state-after";
import { NETWORK } from "./constructs/small-task";
import { DEV } from "./synthesized";
import { describeWithTerraform } from "./terraform-available";

/** What may be named anew; each of them replaces a resource. */
const NAMES = {
  path: "/",
  roles: "orders",
  family: "orders",
  queue: "orders",
  deadLetterQueue: "orders-dead",
  logGroup: "/ecs/orders",
  topic: "placed",
  rule: "nightly",
  bucket: "uploads",
  table: "orders",
  lambdaPath: "/",
  service: "orders",
  schedule: "orders",
  cluster: "work",
};
type Names = typeof NAMES;

const folder = mkdtempSync(join(tmpdir(), "replacement-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A stack with every type of resource that the constructs make, and with resources of the app's own. */
function synthesize(changed: Partial<Names> = {}): string {
  const names = { ...NAMES, ...changed };
  const outdir = mkdtempSync(join(folder, "out-"));
  const app = new App({ outdir });
  const stack = new EnvironmentStack(app, { service: "orders", environment: { ...DEV, account: "111111111111" } });
  const topic = new SnsTopic(stack, "topic", { name: names.topic });
  const rule = new CloudwatchEventRule(stack, "rule", { name: names.rule, scheduleExpression: "rate(1 day)" });
  const bucket = new S3Bucket(stack, "bucket", { bucket: names.bucket });
  const table = new DynamodbTable(stack, "table", {
    name: names.table,
    billingMode: "PAY_PER_REQUEST",
    hashKey: "id",
    attribute: [{ name: "id", type: "S" }],
  });
  const lambda = new IamRole(stack, "lambda", { name: "lambda", path: names.lambdaPath, assumeRolePolicy: "{}" });
  const queue = new Queue(stack, "queue", {
    queueName: names.queue,
    deadLetterQueue: { queueName: names.deadLetterQueue },
    alarms: { topicArn: "arn:aws:sns:eu-west-1:111111111111:alarms" },
  });
  queue.allowSendFromTopic(topic.arn);
  queue.allowSendFromRule(rule.arn);
  queue.allowSendFromBucket(bucket.bucket, { notify: {} });
  queue.grantSend(Role.fromName(stack, "producer", lambda.name, { policyName: "orders" }));
  const roles = new RolePair(stack, "roles", { name: names.roles, path: names.path });
  queue.grantConsume(roles.task);
  roles.task.allow("ReadOrders", access.readTable(table.arn));
  const taskDefinition = new TaskDefinition(stack, "task", {
    family: names.family,
    roles,
    cpuUnits: 256,
    memoryMiB: 512,
    logGroupName: names.logGroup,
    containers: [{ name: "app", image: Image.fromEcr("orders", { tag: "1" }) }],
  });
  new DeployerPolicy(stack, "deployer", { policyName: "deploy-orders", taskDefinition });
  const placement = { ...NETWORK, clusterName: names.cluster, taskDefinition };
  const scaling = { queues: [queue], acceptableLatencySeconds: 300, secondsPerMessage: 2, maximumTasks: 4 };
  new WorkerService(stack, "worker", { ...placement, serviceName: names.service, scaling });
  const scheduleExpression = "rate(1 day)";
  new ScheduledTask(stack, "schedule", { ...placement, scheduleName: names.schedule, scheduleExpression });
  app.synth();
  return stackFile("dev", outdir);
}

/** A plan of a stack, in a folder that has the provider, over the state that is there. */
function plan(file: string): Plan & PlannedValues {
  const stack = offlineStack(JSON.parse(readFileSync(file, "utf8")));
  // Tags of the provider's would be a change of everything that the made state knows nothing of.
  for (const provider of stack.provider.aws) delete provider.default_tags;
  writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(stack));
  terraform(folder, "plan", "-input=false", "-refresh=false", "-lock=false", "-out=plan");
  return JSON.parse(terraform(folder, "show", "-json", "plan"));
}

/** What a plan does with each resource that it does not leave alone, `create, delete` being what makes the new one first. */
function changesOf({ resource_changes }: Plan): Readonly<Record<string, string>> {
  const changes = resource_changes.map(({ address, change }) => [address, change.actions.join(", ")] as const);
  return Object.fromEntries(changes.filter(([, actions]) => actions !== "no-op").sort());
}

const REPLACED = "delete, create";
const MADE_FIRST = "create, delete";
const UPDATED = "update";

describeWithTerraform("what hangs on a resource that is replaced", () => {
  beforeAll(() => {
    const file = synthesize();
    writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(offlineStack(JSON.parse(readFileSync(file, "utf8")))));
    terraform(folder, "init", "-input=false");
    writeFileSync(join(folder, "terraform.tfstate"), JSON.stringify(stateAfter(plan(file))));
  });

  it("is made again for roles that keep their names: their policies, and what names them", () => {
    const changes = changesOf(plan(synthesize({ path: "/new/", lambdaPath: "/new/" })));
    expect(changes).toMatchObject({
      "aws_iam_role.execution_role": MADE_FIRST,
      "aws_iam_role.task_role": MADE_FIRST,
      "aws_iam_role_policy.execution_role_policy": MADE_FIRST,
      "aws_iam_role_policy.task_role_policy": MADE_FIRST,
      "aws_ecs_task_definition.task": MADE_FIRST,
      "aws_ecs_service.worker": UPDATED,
      "aws_scheduler_schedule.schedule": UPDATED,
      "aws_iam_role_policy.schedule_role_policy": UPDATED,
      "aws_iam_policy.deployer": UPDATED,
      "aws_iam_role.lambda": REPLACED,
      "aws_iam_role_policy.producer_policy": REPLACED,
    });
  });

  it("is replaced or updated for everything that has another name", () => {
    const renamed = Object.entries(NAMES).filter(([name]) => !/path$/i.test(name));
    const changes = changesOf(
      plan(synthesize(Object.fromEntries(renamed.map(([name, value]) => [name, `${value}2`])))),
    );
    expect(changes).toMatchObject({
      "aws_cloudwatch_log_group.task_log_group": MADE_FIRST,
      "aws_cloudwatch_metric_alarm.queue_dead_letter": REPLACED,
      "aws_cloudwatch_metric_alarm.queue_oldest_message": REPLACED,
      "aws_cloudwatch_metric_alarm.worker_scaling_first_message": REPLACED,
      "aws_appautoscaling_policy.worker_scaling_backlog": REPLACED,
      "aws_appautoscaling_policy.worker_scaling_first_tasks": REPLACED,
      "aws_appautoscaling_target.worker_scaling": REPLACED,
      "aws_ecs_service.worker": REPLACED,
      "aws_ecs_task_definition.task": MADE_FIRST,
      "aws_iam_policy.deployer": REPLACED,
      "aws_iam_role.execution_role": MADE_FIRST,
      "aws_iam_role.task_role": MADE_FIRST,
      "aws_iam_role_policy.execution_role_policy": MADE_FIRST,
      "aws_iam_role_policy.task_role_policy": MADE_FIRST,
      "aws_iam_role_policy.producer_policy": UPDATED,
      "aws_iam_role_policy.schedule_role_policy": REPLACED,
      "aws_iam_role.schedule_role": REPLACED,
      "aws_scheduler_schedule.schedule": REPLACED,
      "aws_sqs_queue.queue": REPLACED,
      "aws_sqs_queue.queue_dead_letter": REPLACED,
      "aws_sqs_queue.schedule_dead_letter": REPLACED,
      "aws_sqs_queue_redrive_allow_policy.queue_dead_letter_redrive_allow_policy": REPLACED,
      "aws_sns_topic_subscription.queue_from_topic_placed": "delete",
      "aws_sns_topic_subscription.queue_from_topic_placed2": "create",
      "aws_cloudwatch_event_target.queue_from_rule_nightly": "delete",
      "aws_cloudwatch_event_target.queue_from_rule_nightly2": "create",
      "aws_s3_bucket_notification.queue_from_bucket_uploads": "delete",
      "aws_s3_bucket_notification.queue_from_bucket_uploads2": "create",
    });
  });

  it("is left alone where nothing is replaced", () => {
    const changes = changesOf(plan(synthesize()));
    expect(Object.values(changes).filter((actions) => actions !== UPDATED)).toEqual([]);
  });
});
