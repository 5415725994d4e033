import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { planOffline, stackFile, terraform } from "../commands/offline-plan";
import { EnvironmentStack, Queue, ScheduledTask, WorkerService } from "../constructs";
import { environments } from "./article-service/environments";
import { ServiceStack } from "./article-service/service-stack";
import { NETWORK, smallTask } from "./constructs/small-task";
import { buildCase } from "./service-case";
import { DEV } from "./synthesized";
import { describeWithTerraform } from "./terraform-available";

interface Plan {
  readonly resource_changes: readonly {
    readonly address: string;
    readonly type: string;
    readonly change: { readonly after: Record<string, unknown>; readonly after_unknown: Record<string, unknown> };
  }[];
}

/** The documents that say who may do what, by the type of the resource that carries them. */
const DOCUMENTS: Readonly<Record<string, readonly string[]>> = {
  aws_iam_role: ["assume_role_policy"],
  aws_iam_role_policy: ["policy"],
  aws_sqs_queue: ["policy"],
  aws_sqs_queue_redrive_allow_policy: ["redrive_allow_policy"],
  aws_ecs_task_definition: ["container_definitions", "execution_role_arn", "task_role_arn"],
};

/** What Terraform, the shell and IAM would each take for their own. */
const TEMPLATE = ["$", "{HOME}/%{if}/%%{x}/$$", "{y}"].join("");

const outdir = mkdtempSync(join(tmpdir(), "terraform-test-"));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

/** An environment in which everything that can be set is, for the provider to judge. */
function buildEverything(app: App): void {
  buildCase(app, {
    environment: { name: "everything" },
    queue: {
      queueName: "everything.fifo",
      fifo: true,
      contentBasedDeduplication: true,
      highThroughput: true,
      delaySeconds: 5,
      key: { "KmsKey.fromAlias": ["alias/everything"] },
      alarms: { topicArn: "arn:aws:sns:eu-west-1:000000000000:alarms" },
    },
    containers: [
      {
        name: "app",
        image: { "Image.fromEcr": ["everything", { tag: "1.0.0" }] },
        environment: { HOME_TEMPLATE: TEMPLATE },
        secrets: {
          PARAMETER: {
            "Secret.fromParameter": ["/everything/password", { key: { "KmsKey.fromAlias": ["alias/everything"] } }],
          },
          SECRET: { "Secret.fromSecretsManager": ["database", { jsonKey: "password" }] },
        },
        environmentFiles: ["arn:aws:s3:::my-files/app.env"],
        ports: [{ containerPort: 8080, name: "web", appProtocol: "http" }, { containerPortRange: "9000-9010" }],
        healthCheck: { command: ["CMD", "true"] },
        dependsOn: [{ containerName: "router", condition: "START" }],
        mountPoints: [
          { sourceVolume: "files", containerPath: "/files" },
          { sourceVolume: "agent", containerPath: "/managed-agents" },
          { sourceVolume: "agent", containerPath: "/var/lib/amazon/ssm" },
          { sourceVolume: "agent", containerPath: "/var/log/amazon/ssm" },
        ],
        linuxParameters: { capabilities: { drop: ["ALL"] }, initProcessEnabled: true },
        restartPolicy: { enabled: true, restartAttemptPeriodSeconds: 60 },
        ulimits: [{ name: "nofile", softLimit: 1024, hardLimit: 4096 }],
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
      cpuArchitecture: "ARM64",
      ephemeralStorageGiB: 30,
      executeCommand: { logGroupName: "/sessions", bucketName: "my-sessions" },
      skipDestroy: true,
      volumes: [
        { name: "agent" },
        { name: "files", efs: { fileSystemId: "fs-0123456789abcdef0", accessPointId: "fsap-0123456789abcdef0" } },
      ],
    },
  });
}

function buildOnEc2(app: App): void {
  buildCase(app, {
    environment: { name: "on-ec2" },
    task: {
      launchType: "EC2",
      networkMode: "bridge",
      volumes: [{ name: "host", hostPath: "/var/data" }],
      placementConstraints: [{ type: "memberOf", expression: "attribute:ecs.instance-type =~ t3.*" }],
    },
    container: {
      ports: [{ containerPort: 80 }],
      privileged: true,
      mountPoints: [{ sourceVolume: "host", containerPath: "/host" }],
      linuxParameters: { tmpfs: [{ containerPath: "/tmp", sizeMiB: 64 }], swappiness: 10, maxSwapMiB: 64 },
      logging: { "Logging.fromDriver": ["journald"] },
    },
  });
}

/** What is run: a service scaled by its queues, and a task at its time. */
function buildRunning(app: App): void {
  const stack = new EnvironmentStack(app, { service: "orders", environment: { ...DEV, name: "running" } });
  const taskDefinition = smallTask(stack);
  const queues = ["urgent", "ordinary"].map((name) => new Queue(stack, name, { queueName: `running-${name}` }));
  const scaling = {
    queues,
    acceptableLatencySeconds: 300,
    secondsPerMessage: 2.5,
    messagesAtOnce: 10,
    maximumTasks: 40,
  };
  const capacityProviders = [{ name: "FARGATE", base: 1 }, { name: "FARGATE_SPOT" }];
  const placement = { ...NETWORK, taskDefinition };
  new WorkerService(stack, "worker", { ...placement, serviceName: "orders", scaling, capacityProviders });
  const scheduleExpression = "cron(0 3 ? * MON-FRI *)";
  const times = { scheduleName: "orders-nightly", scheduleExpression, timeZone: "Europe/Berlin" };
  new ScheduledTask(stack, "nightly", { ...placement, ...times, flexibleWindowMinutes: 15 });
}

const plans = new Map<string, Plan>();

function planOf(name: string): Plan {
  const plan = plans.get(name) ?? JSON.parse(planOffline(stackFile(name, outdir)).json);
  plans.set(name, plan);
  return plan;
}

describeWithTerraform("terraform and the AWS provider", () => {
  const stacks = [...environments.map(({ name }) => name), "everything", "on-ec2", "running"];

  beforeAll(() => {
    const app = new App({ outdir });
    for (const environment of environments) new ServiceStack(app, environment);
    buildEverything(app);
    buildOnEc2(app);
    buildRunning(app);
    app.synth();
  });

  it.each(stacks)("find %s valid", (name) => {
    const folder = mkdtempSync(join(outdir, "validate-"));
    cpSync(stackFile(name, outdir), join(folder, "cdk.tf.json"));
    terraform(folder, "init", "-backend=false", "-input=false");
    const { valid, warning_count } = JSON.parse(terraform(folder, "validate", "-json"));
    expect({ valid, warning_count }).toEqual({ valid: true, warning_count: 0 });
  });

  it.each(stacks)("know every document of %s in its first plan", (name) => {
    const plan = planOf(name);
    const synthesized = JSON.parse(readFileSync(stackFile(name, outdir), "utf8")).resource;
    const documents = plan.resource_changes.flatMap(({ type, address, change }) =>
      (DOCUMENTS[type] ?? []).map((attribute) => ({ address, attribute, change })),
    );
    expect(documents.filter(({ attribute, change }) => change.after_unknown[attribute] !== undefined)).toEqual([]);
    expect(documents.filter(({ attribute, change }) => typeof change.after[attribute] !== "string")).toEqual([]);
    const planned = new Set(documents.map(({ address }) => address));
    const expected = Object.keys(DOCUMENTS).flatMap((type) =>
      Object.keys(synthesized[type] ?? {}).map((id) => `${type}.${id}`),
    );
    expect([...planned].sort()).toEqual(expected.sort());
  });

  it("leave a container's own templates alone", () => {
    const plan = planOf("everything");
    const task = plan.resource_changes.find(({ type }) => type === "aws_ecs_task_definition");
    const [app] = JSON.parse(String(task?.change.after.container_definitions));
    expect(app.environment).toEqual([{ name: "HOME_TEMPLATE", value: TEMPLATE }]);
  });
});
