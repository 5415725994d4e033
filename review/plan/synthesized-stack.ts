import type { Location } from "../../aws/arn";
import { arnOf } from "./arn-of";
import type { Plan, Values } from "./plan";
import { providerLocation } from "./provider-location";

/** Resources by type and by name. */
type Resources = Readonly<Record<string, Readonly<Record<string, Values>>>>;

/** What Terraform reads: the JSON that a stack is synthesized to. Where it has an object, it may have a list of them. */
export interface SynthesizedStack {
  readonly resource?: unknown;
  readonly provider?: unknown;
}

/** Whether a value is Terraform's own JSON, and not what `terraform show -json` prints. */
export function isSynthesizedStack(value: object): value is SynthesizedStack {
  return !("format_version" in value) && ["resource", "provider", "terraform"].some((block) => block in value);
}

/** A synthesized stack as the plan that creates everything; what refers to another resource is known as far as ARNs tell. */
export function planOfStack({ resource, provider }: SynthesizedStack): Plan {
  const aws = providersIn(provider);
  const declared = resourcesIn(resource);
  const resources = Object.entries(declared).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, values]) => ({ type, name, address: `${type}.${name}`, values })),
  );
  const locationFor = (key: string) => providerLocation((aws.get(key) ?? aws.get("aws") ?? {}) as Values);
  const read = resources.map((one) => {
    const key = providerKey(one.values);
    return { ...one, key, ...readValues(one.values, declared, locationFor) };
  });
  return {
    format_version: "1.2",
    resource_changes: read.map(({ address, type, name, known, unknown }) => ({
      address,
      mode: "managed",
      type,
      name,
      change: { actions: ["create"], before: null, after: known, after_unknown: unknown },
    })),
    configuration: {
      provider_config: Object.fromEntries(
        [...aws].map(([key, values]) => [key, { name: "aws", expressions: constantsOf(values) }]),
      ),
      root_module: {
        resources: read.map(({ address, key, expressions }) => ({ address, provider_config_key: key, expressions })),
      },
    },
  };
}

/** The AWS providers by what resources call them: `aws`, and `aws.<alias>`. */
function providersIn(provider: unknown): ReadonlyMap<string, Values> {
  const providers = objectsIn(merged(provider).aws);
  return new Map(providers.map((values) => [values.alias === undefined ? "aws" : `aws.${values.alias}`, values]));
}

function providerKey({ provider }: Values): string {
  return typeof provider === "string" ? provider.replace(/^\$\{(.*)\}$/, "$1") : "aws";
}

function resourcesIn(resource: unknown): Resources {
  return Object.fromEntries(
    Object.entries(merged(resource)).map(([type, byName]) => [
      type,
      Object.fromEntries(Object.entries(merged(byName)).map(([name, values]) => [name, merged(values)])),
    ]),
  );
}

/** Terraform's JSON may have lists of blocks where an object would do. */
export function merged(blocks: unknown): Values {
  return Object.assign({}, ...objectsIn(blocks)) as Values;
}

function objectsIn(blocks: unknown): readonly Values[] {
  return [blocks].flat().filter((block): block is Values => typeof block === "object" && block !== null);
}

function constantsOf(values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { constant_value: value }]));
}

type LocationFor = (provider: string) => Partial<Location>;

/** What says how Terraform treats a resource, and is no attribute of it. */
const META = new Set(["//", "provider", "depends_on", "lifecycle", "provisioner", "connection", "count", "for_each"]);

function readValues(values: Values, resources: Resources, locationFor: LocationFor) {
  const known: Record<string, unknown> = {};
  const unknown: Record<string, true> = {};
  const expressions: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    if (META.has(name)) continue;
    const references: string[] = [];
    const resolved = resolve(value, resources, locationFor, references);
    if (references.length === 0) known[name] = resolved;
    else unknown[name] = true;
    expressions[name] = references.length > 0 ? { references } : { constant_value: value };
  }
  return { known, unknown, expressions };
}

/** Puts in what a reference is known to be, and lists those that Terraform alone knows. */
function resolve(value: unknown, resources: Resources, locationFor: LocationFor, references: string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(item, resources, locationFor, references));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, resolve(item, resources, locationFor, references)]),
    );
  if (typeof value !== "string") return value;
  return value
    .replace(/(\$?)\$\{([^}]*)\}/g, (whole, escaping: string, expression: string) => {
      if (escaping) return whole.slice(1);
      const found = valueOfReference(expression.trim(), resources, locationFor);
      if (found === undefined) references.push(expression.trim());
      return found ?? whole;
    })
    .replaceAll("%%{", "%{");
}

/** Resources whose `id` is their name. */
const NAMED_BY_ID = new Set(["aws_iam_role", "aws_s3_bucket", "aws_cloudwatch_log_group"]);

/** The ARN or the name that a reference to one of the stack's resources stands for. */
function valueOfReference(expression: string, resources: Resources, locationFor: LocationFor): string | undefined {
  const [, type = "", name = "", asked = ""] = /^(aws_\w+)\.([\w-]+)\.(arn|name|bucket|id)$/.exec(expression) ?? [];
  const values = resources[type]?.[name];
  if (values === undefined || (asked === "id" && !NAMED_BY_ID.has(type))) return undefined;
  const own = type === "aws_s3_bucket" ? "bucket" : "name";
  const given = values[asked === "arn" || asked === "id" ? own : asked];
  if (typeof given !== "string" || given.includes("${")) return undefined;
  return asked === "arn" ? arnOf(type, { ...values, name: given }, locationFor(providerKey(values))) : given;
}
