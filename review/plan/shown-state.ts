import type { Plan, PlannedChange, Values } from "./plan";

interface StateResource {
  readonly address: string;
  readonly mode?: string;
  readonly type: string;
  readonly name?: string;
  readonly index?: string | number;
  readonly values?: Values;
  readonly sensitive_values?: unknown;
}

interface StateModule {
  readonly address?: string;
  readonly resources?: readonly StateResource[];
  readonly child_modules?: readonly StateModule[];
}

/** What `terraform show -json` prints of a state, as far as it is read here. */
export interface ShownState {
  readonly format_version: string;
  readonly terraform_version?: string;
  readonly values?: { readonly root_module?: StateModule };
}

/** A state as the plan that changes nothing of it: what is there, before and after. */
export function planOfState({ format_version, terraform_version, values }: ShownState): Plan {
  return {
    format_version,
    ...(terraform_version !== undefined && { terraform_version }),
    resource_changes: changesIn(values?.root_module),
  };
}

function changesIn(module: StateModule | undefined): PlannedChange[] {
  const own = (module?.resources ?? []).map((resource) => unchanged(resource, module?.address));
  return [...own, ...(module?.child_modules ?? []).flatMap(changesIn)];
}

function unchanged(
  { values, sensitive_values: sensitive, ...resource }: StateResource,
  module?: string,
): PlannedChange {
  return {
    ...resource,
    ...(module !== undefined && { module_address: module }),
    change: {
      actions: ["no-op"],
      before: values ?? {},
      after: values ?? {},
      after_unknown: {},
      before_sensitive: sensitive ?? {},
      after_sensitive: sensitive ?? {},
    },
  };
}
