import type { Configuration, ConfigurationModule, Plan, PlannedChange } from "../review/plan/plan";

/** A plan without what no review reads: planned values, prior state, absent attributes, most of the provider's settings. */
export function shrinkPlan(plan: Plan): Plan {
  const { format_version, terraform_version, resource_changes, resource_drift, configuration } = plan;
  const { checks, complete, errored } = plan;
  return {
    format_version,
    terraform_version,
    resource_changes: (resource_changes ?? []).map(shrinkChange),
    ...(resource_drift && { resource_drift: resource_drift.map(shrinkChange) }),
    configuration: {
      provider_config: shrinkProviders(configuration?.provider_config ?? {}),
      root_module: shrinkModule(configuration?.root_module),
    },
    ...(checks && { checks }),
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

function shrinkProviders(providers: NonNullable<Configuration["provider_config"]>): typeof providers {
  return Object.fromEntries(
    Object.entries(providers).map(([key, { name, expressions: { region, allowed_account_ids } = {} }]) => [
      key,
      {
        ...(name && { name }),
        expressions: {
          ...(region !== undefined && { region }),
          ...(allowed_account_ids !== undefined && { allowed_account_ids }),
        },
      },
    ]),
  );
}

function shrinkModule(module: ConfigurationModule | undefined): ConfigurationModule {
  const { resources, outputs, module_calls: calls } = module ?? {};
  return {
    ...(resources && { resources }),
    ...(outputs && { outputs }),
    ...(calls && {
      module_calls: Object.fromEntries(
        Object.entries(calls).map(([name, call]) => [
          name,
          {
            expressions: call.expressions,
            ...(call.for_each_expression !== undefined && { for_each_expression: call.for_each_expression }),
            module: shrinkModule(call.module),
          },
        ]),
      ),
    }),
  };
}
