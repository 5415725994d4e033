import type { ConfigurationModule, Plan, PlannedChange } from "../review/plan/plan";

/** A plan without what no review reads: planned values, prior state, absent attributes, the provider's settings. */
export function shrinkPlan(plan: Plan): Plan {
  const { format_version, terraform_version, resource_changes, configuration, complete, errored } = plan;
  return {
    format_version,
    terraform_version,
    resource_changes: (resource_changes ?? []).map(shrinkChange),
    configuration: { provider_config: {}, root_module: shrinkModule(configuration?.root_module) },
    complete,
    errored,
  };
}

function shrinkChange(planned: PlannedChange): PlannedChange {
  const { before, after } = planned.change;
  return { ...planned, change: { ...planned.change, before: present(before), after: present(after) } };
}

/** Attributes that have a value. */
function present<T extends object>(values: T | null | undefined): T | null {
  if (!values) return null;
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as T;
}

function shrinkModule(module: ConfigurationModule | undefined): ConfigurationModule {
  const { resources, module_calls: calls } = module ?? {};
  return {
    ...(resources && { resources }),
    ...(calls && {
      module_calls: Object.fromEntries(
        Object.entries(calls).map(([name, call]) => [
          name,
          { expressions: call.expressions, module: shrinkModule(call.module) },
        ]),
      ),
    }),
  };
}
