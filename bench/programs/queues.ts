import type { App } from "cdktf";
import { EnvironmentStack, Image, Queue, RolePair, Secret, synthesize, TaskDefinition } from "./constructs";

/**
 * One service with as many queues and containers as the arguments say, `10x2` for ten queues and two containers; tells the
 * CPU times of each, in milliseconds. Sizes are built in turn, so that what the process has warmed up to is the same for all.
 */
const [rounds = "1", ...sizes] = process.argv.slice(2);

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
const measured = new Map(sizes.map((size) => [size, [] as number[]]));
for (let round = 0; round < Number(rounds); round += 1) {
  for (const [size, times] of measured) {
    const [queues = 1, containers = 1] = size.split("x").map(Number);
    times.push(build(`measured-${round}`, queues, containers));
  }
}
console.log(JSON.stringify([...measured.values()]));
