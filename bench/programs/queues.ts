import type { App } from "cdktf";
import { EnvironmentStack, Image, Queue, RolePair, Secret, synthesize, TaskDefinition } from "./lib";

/** One service with as many queues and containers as the arguments say; tells what it costs. */
const [queues = 1, containers = 1] = process.argv.slice(2).map(Number);

function build(name: string, queueCount: number, containerCount: number): number {
  process.env.CDKTF_OUTDIR = `cdktf.out/${name}`;
  const start = process.cpuUsage();
  synthesize((app) => addService(app, name, queueCount, containerCount));
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

function addService(app: App, name: string, queueCount: number, containerCount: number): void {
  const stack = new EnvironmentStack(app, {
    service: "my-service",
    environment: {
      name,
      account: "111111111111",
      region: "eu-west-1",
      owner: "my-team",
      backend: { type: "s3", bucket: "state" },
    },
  });
  const roles = new RolePair(stack, "roles", { name: "my-service" });
  new TaskDefinition(stack, "task", {
    family: "my-service",
    roles,
    cpuUnits: 4096,
    memoryMiB: 8192,
    containers: Array.from({ length: containerCount }, (_, index) => ({
      name: `app-${index}`,
      image: Image.fromEcr(`my-service-${index}`, { tag: "1.0.0" }),
      environment: { REGION: "eu-west-1" },
      secrets: { PASSWORD: Secret.fromParameter(`/my-service/${index}/password`) },
    })),
  });
  for (let index = 0; index < queueCount; index += 1) {
    const queue = new Queue(stack, `queue-${index}`, { queueName: `my-service-queue-${index}` });
    // More than IAM's limit for one role's policy takes; the rest are granted by what their names start with.
    if (index < 40) queue.grantConsume(roles.task);
  }
  if (queueCount > 40) {
    roles.task.allow("ConsumeTheRest", {
      actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage"],
      resources: ["arn:aws:sqs:eu-west-1:111111111111:my-service-queue-*"],
    });
  }
}

// The first times compile the code: they are not what the size costs.
for (let warmUp = 0; warmUp < 15; warmUp += 1) build(`warm-${warmUp}`, 10, 2);
// The clock of CPU time is coarse: short builds are measured many at a time.
const builds = queues > 50 ? 3 : 150;
let milliseconds = 0;
for (let run = 0; run < builds; run += 1) milliseconds += build(`measured-${run}`, queues, containers) / builds;
console.log(JSON.stringify({ milliseconds }));
