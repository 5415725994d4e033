import type { ConfigurationModule, ConfigurationResource, Plan, Values } from "./plan";

/** A resource as the configuration declares it, with the module it stands in. */
interface Declared {
  readonly resource: ConfigurationResource;
  /** `module.a.module.b.`, or nothing in the root. */
  readonly prefix: string;
}

const MAX_MODULE_DEPTH = 50;

/** Looks up what a plan's configuration says of a resource. */
export class ConfigurationIndex {
  private readonly resources = new Map<string, Declared>();
  private readonly callArguments = new Map<string, Values>();

  constructor(plan: Plan) {
    this.collect(plan.configuration?.root_module, "", 0);
  }

  /** The provider configuration a resource uses: resources of different ones never speak of the same thing. */
  provider(declared: string): string {
    return this.resources.get(declared)?.resource.provider_config_key ?? "aws";
  }

  /** Whether the configuration has the resource: not so for one that is destroyed. */
  declares(declared: string): boolean {
    return this.resources.has(declared);
  }

  /** Whether the configuration gives an attribute a value. */
  sets(declared: string, attribute: string): boolean {
    return this.resources.get(declared)?.resource.expressions?.[attribute] !== undefined;
  }

  /**
   * What an attribute refers to, as addresses with the module's path: `aws_sqs_queue.orders.arn`. A module's variable is
   * followed to what the caller gave for it.
   */
  references(declared: string, attribute: string): string[] {
    const found = this.resources.get(declared);
    if (!found) return [];
    const references = referencesIn(found.resource.expressions?.[attribute]);
    return mostSpecific(references.flatMap((reference) => this.follow(reference, found.prefix, 0)));
  }

  /** What a declared resource refers to with any of its arguments. */
  allReferences(declared: string): string[] {
    const found = this.resources.get(declared);
    if (!found) return [];
    const references = referencesIn(found.resource.expressions);
    return mostSpecific(references.flatMap((reference) => this.follow(reference, found.prefix, 0)));
  }

  private collect(module: ConfigurationModule | undefined, prefix: string, depth: number): void {
    if (!module || depth > MAX_MODULE_DEPTH) return;
    for (const resource of list(module.resources)) {
      if (typeof resource?.address === "string")
        this.resources.set(`${prefix}${resource.address}`, { resource, prefix });
    }
    for (const [name, call] of Object.entries(module.module_calls ?? {})) {
      const inner = `${prefix}module.${name}.`;
      this.callArguments.set(inner, call?.expressions ?? {});
      this.collect(call?.module, inner, depth + 1);
    }
  }

  private follow(reference: string, prefix: string, depth: number): string[] {
    const variable = /^var\.([^.[]+)/.exec(reference)?.[1];
    const given = variable === undefined ? undefined : this.callArguments.get(prefix)?.[variable];
    if (given === undefined || depth > MAX_MODULE_DEPTH) return [`${prefix}${reference}`];
    const outer = prefix.replace(/module\.[^.]+\.$/, "");
    const outside = referencesIn(given).flatMap((each) => this.follow(each, outer, depth + 1));
    return outside.length > 0 ? outside : [`${prefix}${reference}`];
  }
}

/** Every `references` list within an expression, at any depth a resource's blocks have. */
function referencesIn(expression: unknown, depth = 0): string[] {
  if (typeof expression !== "object" || expression === null || depth > MAX_MODULE_DEPTH) return [];
  if (Array.isArray(expression)) return expression.flatMap((item) => referencesIn(item, depth + 1));
  return Object.entries(expression).flatMap(([name, value]) => {
    if (name === "references") return list(value as unknown[]).filter((item) => typeof item === "string");
    return name === "constant_value" ? [] : referencesIn(value, depth + 1);
  });
}

/** Terraform lists `a.b.arn` and `a.b` for one reference: the longer says it. */
function mostSpecific(references: readonly string[]): string[] {
  const unique = [...new Set(references)];
  return unique.filter((reference) => !unique.some((other) => other !== reference && startsWithPath(other, reference)));
}

function startsWithPath(text: string, path: string): boolean {
  return text.startsWith(path) && (text[path.length] === "." || text[path.length] === "[");
}

function list<T>(value: readonly T[] | undefined): readonly T[] {
  return Array.isArray(value) ? value : [];
}
