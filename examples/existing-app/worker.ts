import { Construct } from "constructs";
import { access, Image, Queue, Role, RolePair, Secret, TaskDefinition } from "ecs-role-pair";
import type { DataStack } from "./data-stack";
import type { OrdersStack } from "./orders-stack";

/** A task that works on what a topic sends, beside what the app had. The stack's own provider says where it is. */
export function addWorker(orders: OrdersStack, data: DataStack): void {
  const worker = new Construct(orders, "worker");
  const placed = new Queue(worker, "placed", { queueName: "dev-orders-worker", visibilityTimeoutSeconds: 180 });
  placed.allowSendFromTopic(data.placed.arn);
  placed.grantSend(Role.fromName(worker, "producer", orders.lambdaRole.name, { policyName: "send-to-worker" }));

  const roles = new RolePair(worker, "roles", { name: "dev-orders-worker" });
  placed.grantConsume(roles.task);
  Queue.fromName(worker, "orders", "dev-orders").grantSend(roles.task);
  roles.task.allow("ReadOrders", access.readTable(data.table.arn));

  new TaskDefinition(worker, "task", {
    family: "dev-orders-worker",
    roles,
    cpuUnits: 256,
    memoryMiB: 512,
    containers: [
      {
        name: "app",
        image: Image.fromEcr("orders-worker", { tag: "1.0.0" }),
        environment: { QUEUE_URL: placed.url },
        secrets: { PASSWORD: Secret.fromParameter("/orders/dev/password") },
      },
    ],
  });
}
