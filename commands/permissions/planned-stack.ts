import type { Attributes, StackJson } from "./stack-json";

interface ShownModule {
  readonly resources?: readonly {
    readonly address: string;
    readonly mode?: string;
    readonly type: string;
    readonly values?: Attributes;
  }[];
  readonly child_modules?: readonly ShownModule[];
}

/** What `terraform show -json` prints of a plan or a state, as far as it says what there will be. */
interface Shown {
  readonly format_version: string;
  readonly planned_values?: { readonly root_module?: ShownModule };
  readonly values?: { readonly root_module?: ShownModule };
  readonly configuration?: { readonly provider_config?: Readonly<Record<string, ProviderConfiguration>> };
}

interface ProviderConfiguration {
  readonly name?: string;
  readonly expressions?: Readonly<Record<string, { readonly constant_value?: unknown }>>;
}

/** Whether this is what `terraform show -json` prints, and not what Terraform reads. */
export function isShown(json: object): json is Shown {
  return "format_version" in json;
}

/**
 * The stack that a plan or a state describes: its resources with the values they will have, each under its whole address
 * where it is in a module or one of several.
 */
export function plannedStack(shown: Shown): StackJson {
  const resource: Record<string, Record<string, Attributes>> = {};
  for (const { address, mode, type, values } of resourcesIn(
    shown.planned_values?.root_module ?? shown.values?.root_module,
  )) {
    if (mode === "data") continue;
    const name = address.startsWith(`${type}.`) && !address.includes("[") ? address.slice(type.length + 1) : address;
    resource[type] = { ...resource[type], [name]: values ?? {} };
  }
  return { resource, provider: { aws: providerOf(shown) } };
}

function resourcesIn(module: ShownModule = {}): NonNullable<ShownModule["resources"]> {
  return [...(module.resources ?? []), ...(module.child_modules ?? []).flatMap(resourcesIn)];
}

/** The constants that the AWS provider is configured with. */
function providerOf({ configuration }: Shown): Attributes {
  const aws = Object.values(configuration?.provider_config ?? {}).find(({ name }) => name === "aws");
  return Object.fromEntries(
    Object.entries(aws?.expressions ?? {}).map(([name, { constant_value: value }]) => [name, value]),
  );
}
