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
  TaskDefinition,
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
  /** Whether there is a policy for whoever deploys. */
  readonly deployer?: boolean;
}

/** The service's stack, built from the constructs a user would write. */
export function serviceStack(service: ServiceDefinition): EnvironmentStack {
  const { family, task, queues = {}, grants = {}, allow = {} } = service;
  const stack = new EnvironmentStack(new App(), { service: family, environment: DEV });
  const roles = new RolePair(stack, "roles", { ...service.roles, name: family });
  const built = new Map(Object.entries(queues).map(([id, props]) => [id, queue(stack, id, revive(props))]));
  for (const [id, wanted] of Object.entries(grants)) {
    for (const grant of wanted) built.get(id)?.[grant](roles.task);
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
