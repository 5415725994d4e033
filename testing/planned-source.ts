import type { Location } from "../aws/arn";
import type { Plan, PlannedChange, Values } from "../review/plan/plan";
import { arnOf } from "./arn-of";
import { providerLocation } from "./provider-location";
import { TestingError } from "./testing-error";

/** A stack of CDKTF's, of whatever version and whatever name it goes by. */
export interface SynthesizableStack {
  prepareStack(): void;
  toTerraform(): unknown;
}

/** Whether this is a stack, and not the JSON of one. */
export function isStack(source: object): source is SynthesizableStack {
  return "toTerraform" in source && typeof source.toTerraform === "function";
}

type Resources = Readonly<Record<string, Readonly<Record<string, Values>>>>;

/** What Terraform reads: the JSON that a stack is synthesized to. */
interface StackJson {
  readonly resource?: Resources;
  readonly provider?: { readonly aws?: Values | readonly Values[] };
}

interface ShownModule {
  readonly resources?: readonly (Pick<PlannedChange, "address" | "mode" | "type"> & { readonly values?: Values })[];
  readonly child_modules?: readonly ShownModule[];
}

/** Any of what a test may be about, as a plan, so that one reader of policies serves them all. */
export function planOf(source: object): Plan {
  if (isStack(source)) {
    source.prepareStack();
    return planOf(JSON.parse(JSON.stringify(source.toTerraform())) as object);
  }
  if ("resource_changes" in source) return source as Plan;
  // A plan that changes nothing may leave its list of changes out.
  if ("planned_values" in source) return { format_version: "1.2", resource_changes: [], ...source };
  if ("values" in source) return stateAsPlan(source as { readonly values: { readonly root_module?: ShownModule } });
  if ("serial" in source && "lineage" in source)
    throw new TestingError("this is a state file: give what 'terraform show -json' prints of the state");
  if ("resource" in source || "provider" in source || "terraform" in source) return stackAsPlan(source as StackJson);
  throw new TestingError(
    "this is neither a stack, nor its synthesized JSON, nor what 'terraform show -json' prints of a plan or a state",
  );
}

/** A state is a plan that changes nothing. */
function stateAsPlan({ values }: { readonly values: { readonly root_module?: ShownModule } }): Plan {
  const changes = resourcesIn(values.root_module)
    .filter(({ mode }) => mode !== "data")
    .map(({ address, type, values: attributes = {} }) => ({
      address,
      type,
      change: { actions: ["no-op"], before: attributes, after: attributes },
    }));
  return { format_version: "1.2", resource_changes: changes };
}

function resourcesIn(module: ShownModule = {}): NonNullable<ShownModule["resources"]> {
  return [...(module.resources ?? []), ...(module.child_modules ?? []).flatMap(resourcesIn)];
}

/** A synthesized stack is a plan that creates everything; what refers to another resource is known as far as ARNs tell. */
function stackAsPlan({ resource = {}, provider }: StackJson): Plan {
  const aws = Object.assign({}, ...[provider?.aws ?? {}].flat()) as Values;
  const location = providerLocation(aws);
  const resources = Object.entries(resource).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, values]) => ({ address: `${type}.${name}`, type, values })),
  );
  const read = resources.map((one) => ({ ...one, ...readValues(one.values, resource, location) }));
  const constants = (values: Values) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { constant_value: value }]));
  return {
    format_version: "1.2",
    resource_changes: read.map(({ address, type, known, unknown }) => ({
      address,
      type,
      change: { actions: ["create"], before: null, after: known, after_unknown: unknown },
    })),
    configuration: {
      provider_config: { aws: { name: "aws", expressions: constants(aws) } },
      root_module: {
        resources: read.map(({ address, expressions }) => ({ address, provider_config_key: "aws", expressions })),
      },
    },
  };
}

function readValues(values: Values, resources: Resources, location: Partial<Location>) {
  const known: Record<string, unknown> = {};
  const unknown: Record<string, true> = {};
  const expressions: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    const references: string[] = [];
    const resolved = resolve(value, resources, location, references);
    if (references.length === 0) known[name] = resolved;
    else unknown[name] = true;
    expressions[name] = references.length > 0 ? { references } : { constant_value: value };
  }
  return { known, unknown, expressions };
}

/** Puts in what a reference is known to be, and lists those that Terraform alone knows. */
function resolve(value: unknown, resources: Resources, location: Partial<Location>, references: string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(item, resources, location, references));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, resolve(item, resources, location, references)]),
    );
  if (typeof value !== "string") return value;
  return value
    .replace(/(\$?)\$\{([^}]*)\}/g, (whole, escaping: string, expression: string) => {
      if (escaping) return whole.slice(1);
      const found = valueOfReference(expression.trim(), resources, location);
      if (found === undefined) references.push(expression.trim());
      return found ?? whole;
    })
    .replaceAll("%%{", "%{");
}

/** The ARN or the name that a reference to one of the stack's resources stands for. */
function valueOfReference(expression: string, resources: Resources, location: Partial<Location>): string | undefined {
  const [, type = "", id = "", attribute = ""] = /^(aws_\w+)\.([\w-]+)\.(arn|name|bucket)$/.exec(expression) ?? [];
  const values = resources[type]?.[id];
  if (values === undefined) return undefined;
  const name = values[attribute === "arn" ? (type === "aws_s3_bucket" ? "bucket" : "name") : attribute];
  if (typeof name !== "string" || name.includes("${")) return undefined;
  return attribute === "arn" ? arnOf(type, { ...values, name }, location) : name;
}
