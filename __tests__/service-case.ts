import type { App } from "cdktf";
import * as lib from "../constructs";
import { DEV } from "./synthesized";

/** Construct input as data; `{ "Image.fromEcr": ["my-service", { "tag": "1.0.0" }] }` stands for the call. */
export interface ServiceCase {
  readonly environment?: object;
  readonly queue?: object;
  readonly existingQueue?: readonly [string, object?];
  readonly roles?: object;
  /** What the task role is allowed beyond what the task needs, by Sid. */
  readonly allow?: Readonly<Record<string, lib.AllowedStatement>>;
  readonly task?: object;
  /** The members of the task's one container; or several of them, in full. */
  readonly container?: object;
  readonly containers?: readonly object[];
  /** Whether the task is given its task role as execution role too. */
  readonly sameRole?: boolean;
}

const CALL = /^(CredentialSpec|Image|KmsKey|Logging|Secret)\.\w+$/;

/** Data with its calls made; a null stands for what is not given. */
// biome-ignore lint/suspicious/noExplicitAny: what comes out is checked by the constructs, which is what is tested.
export function revive(data: unknown): any {
  if (Array.isArray(data)) return data.map(revive);
  if (data === null) return undefined;
  if (typeof data !== "object") return data;
  const [[name = "", value] = []] = Object.entries(data);
  if (!CALL.test(name)) return Object.fromEntries(Object.entries(data).map(([key, member]) => [key, revive(member)]));
  const [group = "", method = ""] = name.split(".");
  const factory = (lib as unknown as Record<string, Record<string, (...args: unknown[]) => unknown>>)[group]?.[method];
  if (!factory) throw new Error(`no ${name}`);
  return factory(...revive(value));
}

const CONTAINER = { name: "app", image: { "Image.fromRegistry": ["public.ecr.aws/nginx/nginx:1.27"] } };

/** Adds what a case describes to an app, in an environment called dev unless it says otherwise. */
export function buildCase(app: App, service: ServiceCase): lib.EnvironmentStack {
  const stack = new lib.EnvironmentStack(app, {
    service: "my-service",
    environment: { ...DEV, ...revive(service.environment) },
  });
  if (service.queue) new lib.Queue(stack, "work", revive({ queueName: "dev-work", ...service.queue }));
  if (service.existingQueue)
    lib.Queue.fromName(stack, "orders", ...(revive(service.existingQueue) as [string, object?]));
  const { roles: roleProps, allow, task, container, containers, sameRole } = service;
  if (!roleProps && !allow && !task && !container && !containers) return stack;
  const roles = new lib.RolePair(stack, "roles", revive({ name: "my-dev-service", ...roleProps }));
  for (const [sid, statement] of Object.entries(allow ?? {})) roles.task.allow(sid, statement);
  if (roleProps || allow) return stack;
  new lib.TaskDefinition(stack, "task", {
    family: "my-dev-service",
    roles: sameRole ? { execution: roles.task, task: roles.task } : roles,
    cpuUnits: 256,
    memoryMiB: 512,
    containers: revive(containers ?? [{ ...CONTAINER, ...container }]),
    ...revive(task),
  });
  return stack;
}
