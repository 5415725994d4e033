import { EcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster";
import type { Construct } from "constructs";
import {
  type Environment,
  EnvironmentStack,
  Image,
  Queue,
  RolePair,
  TaskDefinition,
  WorkerService,
} from "../../constructs";
import { Network } from "./network";

/** All it takes that messages are worked on: a cluster, a network, a queue, a task and the service that runs it. */
export class OrdersStack extends EnvironmentStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, { service: "orders", environment });
    const name = `orders-${environment.name}`;
    const cluster = new EcsCluster(this, "cluster", {
      name,
      // What tells how many tasks run, by which the service is scaled.
      setting: [{ name: "containerInsights", value: "enabled" }],
    });
    const { subnetIds, securityGroupIds } = new Network(this, "network", environment.region);

    const pending = new Queue(this, "pending", { queueName: `${name}-pending`, visibilityTimeoutSeconds: 180 });
    const roles = new RolePair(this, "roles", { name });
    const task = new TaskDefinition(this, "task", {
      family: name,
      roles,
      cpuUnits: 256,
      memoryMiB: 512,
      // A deployment that is rolled back needs the revision before it.
      skipDestroy: true,
      containers: [
        {
          name: "app",
          image: Image.fromEcr("orders", { tag: "1.0.0" }),
          environment: { AWS_REGION: environment.region, PENDING_QUEUE_URL: pending.url },
          stopTimeoutSeconds: 60,
        },
      ],
    });
    pending.grantConsume(roles.task);

    const { resource } = new WorkerService(this, "worker", {
      serviceName: name,
      taskDefinition: task,
      clusterName: cluster.name,
      subnetIds,
      securityGroupIds,
      // The subnets have no NAT gateway: the image is pulled over the task's own address.
      assignPublicIp: true,
      scaling: { queues: [pending], acceptableLatencySeconds: 300, secondsPerMessage: 5, maximumTasks: 10 },
    });
    this.addOutput("service_name", resource.name, "The service that works through the queue");
    this.addOutput("pending_queue_url", pending.url, "Where to send messages");
  }
}
