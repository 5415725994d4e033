import { App } from "cdktf";
import {
  EnvironmentStack,
  type EnvironmentStackProps,
  Image,
  KmsKey,
  Logging,
  Queue,
  type QueueAccess,
  type QueueProps,
  RolePair,
  type RolePairProps,
  Secret,
  TaskDefinition,
  type TaskDefinitionProps,
} from "../../lib";

/**
 * A small service as data. A value that code makes with a static method is an object of one member, named after the
 * method, with the arguments: `{ "Image.fromEcr": ["my-service", { "tag": "1.0.0" }] }`.
 */
export interface ServiceDefinition {
  /** What the task definition and the roles are named after. */
  readonly family: string;
  /** Members of the role pair beside its name. */
  readonly roles?: Omit<RolePairProps, "name">;
  /** Members of the task definition beside family and roles. */
  readonly task?: object;
  /** Queues by construct id: props, or `{ "Queue.fromName": [name, options] }`. */
  readonly queues?: Readonly<Record<string, object>>;
  /** By queue: the grants that the task role gets. */
  readonly grants?: Readonly<Record<string, readonly QueueGrant[]>>;
}

type QueueGrant = "grantConsume" | "grantSend" | "grantRedrive";
type Factory = Readonly<Record<string, (...options: readonly unknown[]) => unknown>>;

const FACTORIES = { Image, KmsKey, Logging, Secret } as unknown as Readonly<Record<string, Factory>>;
const CALL = /^([A-Z]\w+)\.(\w+)$/;

const ENVIRONMENT: EnvironmentStackProps["environment"] = {
  name: "test",
  account: "000000000000",
  region: "eu-west-1",
  owner: "my-team",
  backend: { type: "local" },
};

/** The service's stack, built from the constructs a user would write. */
export function serviceStack({
  family,
  roles: roleProps,
  task,
  queues = {},
  grants = {},
}: ServiceDefinition): EnvironmentStack {
  const stack = new EnvironmentStack(new App(), { service: family, environment: ENVIRONMENT });
  const roles = new RolePair(stack, "roles", { ...roleProps, name: family });
  const built = new Map(Object.entries(queues).map(([id, props]) => [id, queue(stack, id, revive(props))]));
  for (const [id, wanted] of Object.entries(grants)) {
    for (const grant of wanted) built.get(id)?.[grant](roles.task);
  }
  if (task)
    new TaskDefinition(stack, "task", {
      cpuUnits: 256,
      memoryMiB: 512,
      ...(revive(task) as Partial<TaskDefinitionProps>),
      family,
      roles,
    } as TaskDefinitionProps);
  return stack;
}

function queue(stack: EnvironmentStack, id: string, props: unknown): QueueAccess {
  const existing = (props as { "Queue.fromName"?: [string, object?] })["Queue.fromName"];
  return existing ? Queue.fromName(stack, id, ...existing) : new Queue(stack, id, props as QueueProps);
}

function revive(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revive);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([member, inner]) => [member, revive(inner)] as const);
  const [name = "", options] = entries.length === 1 ? (entries[0] ?? []) : [];
  const [, type = "", method = ""] = CALL.exec(name) ?? [];
  const factory = FACTORIES[type];
  if (!factory) return Object.fromEntries(entries);
  const make = factory[method];
  if (!make) throw new Error(`${type} has no static method '${method}'`);
  return make.apply(factory, options as unknown[]);
}
