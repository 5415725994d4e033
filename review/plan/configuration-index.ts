import { mostSpecific, referencesIn } from "./expression-references";
import { localsForPolicies, referredIn } from "./module-references";
import type { ConfigurationModule, ConfigurationResource, ModuleCall, Plan, Values } from "./plan";
import { withoutIndices } from "./resource-change";

/** A resource as the configuration declares it, with the module it stands in. */
interface Declared {
  readonly resource: ConfigurationResource;
  readonly scope: Scope;
}

/** A module as it is called: where its references are followed. */
interface Scope {
  /** `module.a.module.b.`, or nothing in the root. */
  readonly prefix: string;
  readonly module: ConfigurationModule;
  /** How it is called, and from where; nothing calls the root. */
  readonly call?: ModuleCall;
  readonly caller?: Scope;
}

const MAX_DEPTH = 50;

/** Looks up what a plan's configuration says of a resource. */
export class ConfigurationIndex {
  private readonly resources = new Map<string, Declared>();
  private readonly scopes = new Map<string, Scope>();
  /** By provider configuration. */
  private readonly regions = new Map<string, string | undefined>();
  private readonly providers: NonNullable<NonNullable<Plan["configuration"]>["provider_config"]>;

  /** By the module's prefix. */
  private readonly referred = new Map<string, ReadonlySet<string>>();
  private readonly variables: NonNullable<Plan["variables"]>;

  constructor(plan: Plan) {
    this.providers = plan.configuration?.provider_config ?? {};
    this.variables = plan.variables ?? {};
    const root = plan.configuration?.root_module;
    if (root) this.collect({ prefix: "", module: root }, 0);
  }

  /** The provider configuration a resource uses: resources of different ones rarely speak of the same thing. */
  provider(declared: string): string {
    return this.resources.get(declared)?.resource.provider_config_key ?? "aws";
  }

  /** The region a resource's provider is configured for, where it stands there as it is or as a variable. */
  region(declared: string): string | undefined {
    const provider = this.provider(declared);
    if (!this.regions.has(provider)) this.regions.set(provider, this.regionOf(provider));
    return this.regions.get(provider);
  }

  private regionOf(provider: string): string | undefined {
    const expression = this.providers[provider]?.expressions?.region as Values | undefined;
    const [variable, ...others] = referencesIn(expression);
    const isVariable = variable?.startsWith("var.") === true && others.length === 0;
    const value = isVariable ? this.variables[variable.slice(4)]?.value : expression?.constant_value;
    return typeof value === "string" ? value : undefined;
  }

  /** Whether the configuration has the resource: not so for one that is destroyed. */
  declares(declared: string): boolean {
    return this.resources.has(declared);
  }

  /** Whether the configuration gives an attribute a value. */
  sets(declared: string, attribute: string): boolean {
    return this.resources.get(declared)?.resource.expressions?.[attribute] !== undefined;
  }

  /** What the configuration has at a place within a resource: `["statement", 0, "resources"]`. */
  expression(declared: string, path: readonly (string | number)[]): unknown {
    return path.reduce<unknown>(
      (value, step) => (typeof value === "object" && value !== null ? (value as Values)[step] : undefined),
      this.resources.get(declared)?.resource.expressions,
    );
  }

  /**
   * What an attribute refers to, as addresses with the module's path: `aws_sqs_queue.orders.arn`. Variables, outputs of
   * modules and `each.value` are followed to what they stand for. A local value is not in a plan: it is taken for what its
   * module is given under nearly its name (`local.policy_arns_map` of `var.policy_arns`), and stays as it is without one.
   */
  references(declared: string, ...path: readonly (string | number)[]): string[] {
    return this.followed(declared, this.expression(declared, path));
  }

  /** What a declared resource refers to with any of its arguments. */
  allReferences(declared: string): string[] {
    return this.followed(declared, this.resources.get(declared)?.resource.expressions);
  }

  /** What the module of a resource is given for variables of such names. */
  referencesOfVariables(declared: string, names: RegExp): string[] {
    const scope = this.resources.get(declared)?.scope;
    const given = Object.keys(scope?.call?.expressions ?? {}).filter((name) => names.test(name));
    return scope ? mostSpecific(given.flatMap((name) => this.followVariable(name, name, scope, 0))) : [];
  }

  /** The resources of a type in the module whose local value a reference names. */
  besideLocal(reference: string, type: string): readonly string[] {
    const { prefix = "", module } = this.scopeOfLocal(reference) ?? {};
    return list(module?.resources).flatMap(({ address }) =>
      address.replace(/^data\./, "").startsWith(`${type}.`) ? [`${prefix}${address}`] : [],
    );
  }

  /** What a local value stands for, where its module has one for policies and one document that nothing else refers to. */
  documentBehindLocal(reference: string, type: string): string | undefined {
    const scope = this.scopeOfLocal(reference);
    if (scope === undefined || localsForPolicies(scope.module).size !== 1) return undefined;
    const referred = this.referredIn(scope);
    const [only, ...others] = this.besideLocal(reference, type).filter(
      (address) => !referred.has(address.slice(scope.prefix.length)),
    );
    return others.length === 0 ? only : undefined;
  }

  /** What the module whose local value a reference names is given for its variables. */
  givenBesideLocal(reference: string): readonly string[] {
    const scope = this.scopeOfLocal(reference);
    const given = Object.keys(scope?.call?.expressions ?? {});
    return scope ? mostSpecific(given.flatMap((name) => this.followVariable(name, name, scope, 0))) : [];
  }

  private scopeOfLocal(reference: string): Scope | undefined {
    const prefix = /^((?:module\.[^.]+\.)*)local\./.exec(reference)?.[1];
    return prefix === undefined ? undefined : this.scopes.get(withoutIndices(prefix));
  }

  private referredIn({ prefix, module }: Scope): ReadonlySet<string> {
    const known = this.referred.get(prefix) ?? referredIn(module);
    this.referred.set(prefix, known);
    return known;
  }

  private followed(declared: string, expression: unknown): string[] {
    const found = this.resources.get(declared);
    if (!found || expression === undefined) return [];
    const { resource, scope } = found;
    return mostSpecific(this.followAll(expression, scope, resource.for_each_expression, 0));
  }

  private collect(scope: Scope, depth: number): void {
    this.scopes.set(scope.prefix, scope);
    if (depth > MAX_DEPTH) return;
    for (const resource of list(scope.module.resources)) {
      if (typeof resource?.address === "string")
        this.resources.set(`${scope.prefix}${resource.address}`, { resource, scope });
    }
    for (const [name, call] of Object.entries(scope.module.module_calls ?? {})) {
      if (call?.module)
        this.collect({ prefix: `${scope.prefix}module.${name}.`, module: call.module, call, caller: scope }, depth + 1);
    }
  }

  /** `each` is what `for_each` goes over where the expression stands. */
  private followAll(expression: unknown, scope: Scope, each: unknown, depth: number): string[] {
    if (depth > MAX_DEPTH) return [];
    return mostSpecific(referencesIn(expression)).flatMap((reference) => this.follow(reference, scope, each, depth));
  }

  private follow(reference: string, scope: Scope, each: unknown, depth: number): string[] {
    const [head = "", name = ""] = reference.split(/[.[]/, 2);
    if (head === "var") return this.followVariable(name, reference, scope, depth);
    if (head === "local") return this.followLocal(name, reference, scope, depth);
    if (head === "module") return this.followOutput(reference, scope, depth);
    if (head === "each") return this.followAll(each, scope, undefined, depth + 1);
    if (head === "count" || head === "path" || head === "terraform" || head === "self") return [];
    return [`${scope.prefix}${reference}`];
  }

  /** A variable is what the caller gives for it; its default, a constant, refers to nothing. */
  private followVariable(name: string, reference: string, { prefix, call, caller }: Scope, depth: number): string[] {
    if (!caller) return [`${prefix}${reference}`];
    return this.followAll(call?.expressions?.[name], caller, call?.for_each_expression, depth + 1);
  }

  private followLocal(name: string, reference: string, scope: Scope, depth: number): string[] {
    const given = Object.keys(scope.call?.expressions ?? {}).filter((variable) => name.startsWith(variable));
    const [nearest] = given.sort((a, b) => b.length - a.length);
    const found = nearest === undefined ? [] : this.followVariable(nearest, reference, scope, depth + 1);
    return found.length > 0 ? found : [`${scope.prefix}${reference}`];
  }

  /** A module referred to as a whole (`module.roles[*].arn`) stands for every output it has. */
  private followOutput(reference: string, { prefix }: Scope, depth: number): string[] {
    const [call = "", output] = /^(module\.[^.[]+(?:\[[^\]]+\])?)(?:\.([^.[]+))?/.exec(reference)?.slice(1) ?? [];
    const inner = this.scopes.get(`${prefix}${withoutIndices(call)}.`);
    if (!inner) return [`${prefix}${reference}`];
    const outputs = inner.module.outputs ?? {};
    const expressions = output === undefined ? Object.values(outputs) : [outputs[output]];
    const instance = `${prefix}${call}.`;
    return expressions
      .flatMap((each) => this.followAll(each?.expression, inner, undefined, depth + 1))
      .map((found) => (found.startsWith(inner.prefix) ? `${instance}${found.slice(inner.prefix.length)}` : found));
  }
}

function list<T>(value: readonly T[] | undefined): readonly T[] {
  return Array.isArray(value) ? value : [];
}
