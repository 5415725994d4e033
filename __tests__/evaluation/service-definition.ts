import { App } from "cdktf";
import {
  type Access,
  type AllowedStatement,
  access,
  DeployerPolicy,
  EnvironmentStack,
  Queue,
  type QueueAccess,
  RolePair,
  type RolePairProps,
  ScheduledTask,
  TaskDefinition,
  WorkerService,
} from "../../constructs";
import { revive } from "../service-case";
import { DEV } from "../synthesized";

/** A small service as data; calls are written as `revive` takes them. */
export interface ServiceDefinition {
  /** What the task definition and the roles are named after. */
  readonly family: string;
  /** Members of the role pair beside its name. */
  readonly roles?: Omit<RolePairProps, "name">;
  /** What a role is allowed by hand, by Sid: a statement, or `{ "access.publish": ["orders-placed"] }`. */
  readonly allow?: Readonly<Partial<Record<"execution" | "task", Readonly<Record<string, object>>>>>;
  /** Members of the task definition beside family and roles. */
  readonly task?: object;
  /** Queues by construct id: props, or `{ "Queue.fromName": [name, options] }`. */
  readonly queues?: Readonly<Record<string, object>>;
  /** By queue: the grants that the task role gets. */
  readonly grants?: Readonly<Record<string, readonly ("grantConsume" | "grantSend" | "grantRedrive")[]>>;
  /** By queue: who else may send to it, and what the call that lets them in is given. */
  readonly senders?: Readonly<Record<string, Readonly<Partial<Record<SenderCall, readonly unknown[]>>>>>;
  /** Whether there is a policy for whoever deploys. */
  readonly deployer?: boolean;
  /** Members of a service beside its task definition and its queues, which are those above. */
  readonly worker?: object;
  /** Members of a schedule beside its task definition; its dead-letter queue by its id above. */
  readonly schedule?: object & { readonly deadLetterQueue?: string };
}

const NETWORK = { subnetIds: ["subnet-0123456789abcdef0"], securityGroupIds: ["sg-0123456789abcdef0"] };

type SenderCall = Extract<keyof Queue, `allowSendFrom${string}`>;

/** The service's stack, built from the constructs a user would write. */
export function serviceStack(service: ServiceDefinition): EnvironmentStack {
  const { family, task, queues = {}, grants = {}, allow = {} } = service;
  const stack = new EnvironmentStack(new App(), { service: family, environment: DEV });
  const roles = new RolePair(stack, "roles", { ...service.roles, name: family });
  const built = new Map(Object.entries(queues).map(([id, props]) => [id, queue(stack, id, revive(props))]));
  for (const [id, wanted] of Object.entries(grants)) {
    for (const grant of wanted) built.get(id)?.[grant](roles.task);
  }
  for (const [id, calls] of Object.entries(service.senders ?? {})) {
    const receiving = built.get(id) as Queue;
    for (const [call, options] of Object.entries(calls)) {
      Reflect.apply(receiving[call as SenderCall], receiving, options ?? []);
    }
  }
  for (const role of ["execution", "task"] as const) {
    for (const [sid, allowed] of Object.entries(allow[role] ?? {})) roles[role].allow(sid, allowedOf(allowed));
  }
  if (!task) return stack;
  const taskDefinition = new TaskDefinition(stack, "task", {
    cpuUnits: 256,
    memoryMiB: 512,
    ...revive(task),
    family,
    roles,
  });
  if (service.deployer) new DeployerPolicy(stack, "deployer", { policyName: `${family}-deploy`, taskDefinition });
  if (service.worker) {
    const scaling = {
      queues: [...built.values()],
      acceptableLatencySeconds: 300,
      secondsPerMessage: 10,
      maximumTasks: 20,
    };
    const props = { serviceName: family, clusterName: "work", scaling, ...NETWORK, ...service.worker };
    new WorkerService(stack, "worker", { ...props, taskDefinition });
  }
  if (service.schedule) {
    const { deadLetterQueue = "", ...schedule } = service.schedule;
    const times = { scheduleName: `${family}-nightly`, scheduleExpression: "cron(0 3 * * ? *)", clusterName: "work" };
    const props = { ...times, ...NETWORK, ...schedule, deadLetterQueue: built.get(deadLetterQueue) };
    new ScheduledTask(stack, "nightly", { ...props, taskDefinition });
  }
  return stack;
}

type QueueData = ConstructorParameters<typeof Queue>[2] & { readonly "Queue.fromName"?: [string, object?] };

function queue(stack: EnvironmentStack, id: string, props: QueueData): QueueAccess {
  const existing = props["Queue.fromName"];
  return existing ? Queue.fromName(stack, id, ...existing) : new Queue(stack, id, props);
}

function allowedOf(allowed: object): AllowedStatement | Access {
  const [[name = "", options] = []] = Object.entries(allowed);
  const method = /^access\.(\w+)$/.exec(name)?.[1];
  if (method === undefined) return allowed as AllowedStatement;
  const make = (access as unknown as Record<string, (...options: readonly unknown[]) => Access>)[method];
  if (!make) throw new Error(`there is no ${name}`);
  return make(...revive(options));
}
