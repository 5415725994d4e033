import { Construct } from "constructs";
import { Image, KmsKey, onlyGroups, Queue, RolePair, Secret, TaskDefinition } from "../../constructs";
import { SERVICE, type ServiceEnvironment } from "./environments";

/** What the container has to finish or hand back its messages; the worker is told the same number. */
const STOP_TIMEOUT_SECONDS = 60;

/** The service: two queues, the role pair, and the task that uses them. */
export class MyService extends Construct {
  readonly pending: Queue;
  readonly confirmed: Queue;
  readonly roles: RolePair;
  readonly task: TaskDefinition;

  constructor(scope: Construct, id: string, environment: ServiceEnvironment) {
    super(scope, id);
    // Its stack has nothing else: the addresses need not say so.
    onlyGroups(this);
    const { name, alarmTopicArn } = environment;
    const family = `my-${name}-service`;
    const alarms = alarmTopicArn === undefined ? undefined : { topicArn: alarmTopicArn };

    // Six times what a message may take, so that a slow one is not delivered twice.
    this.pending = new Queue(this, "pending", {
      queueName: `${name}-pending-queue`,
      visibilityTimeoutSeconds: 180,
      alarms,
    });
    this.confirmed = new Queue(this, "confirmed", { queueName: `${name}-confirmed-queue`, alarms });

    this.roles = new RolePair(this, "roles", { name: family });

    const parametersKey = KmsKey.fromAlias(`alias/${SERVICE}-${name}`);
    this.task = new TaskDefinition(this, "task", {
      family,
      roles: this.roles,
      cpuUnits: environment.cpuUnits,
      memoryMiB: environment.memoryMiB,
      logRetentionDays: environment.logRetentionDays,
      containers: [
        {
          name: "app",
          image: Image.fromEcr(SERVICE, { tag: environment.imageTag }),
          environment: {
            AWS_REGION: environment.region,
            PENDING_QUEUE_URL: this.pending.url,
            CONFIRMED_QUEUE_URL: this.confirmed.url,
            STOP_TIMEOUT_SECONDS: String(STOP_TIMEOUT_SECONDS),
          },
          user: "65532",
          healthCheck: {
            command: ["CMD", "/nodejs/bin/node", "/app/dist/health-check.js"],
            startPeriodSeconds: 10,
          },
          stopTimeoutSeconds: STOP_TIMEOUT_SECONDS,
          secrets: {
            DATABASE_PASSWORD: Secret.fromParameter(`/${SERVICE}/${name}/database-password`, { key: parametersKey }),
          },
        },
      ],
    });

    const sid = `Allow${name.charAt(0).toUpperCase()}${name.slice(1)}SQS`;
    for (const queue of [this.pending, this.confirmed]) {
      queue.grantConsume(this.roles.task, { sid });
      queue.grantSend(this.roles.task, { sid });
    }
  }
}
