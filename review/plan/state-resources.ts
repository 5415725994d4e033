import type { Plan, StateModule, StateResource } from "./plan";

/** The resources and data sources of the state a plan was made against, those of modules too. */
export function stateResources({ prior_state: state }: Plan): readonly StateResource[] {
  return inModule(state?.values?.root_module, 0);
}

const MAX_MODULE_DEPTH = 50;

function inModule(module: StateModule | undefined, depth: number): readonly StateResource[] {
  if (!module || depth > MAX_MODULE_DEPTH) return [];
  const inner = (module.child_modules ?? []).flatMap((each) => inModule(each, depth + 1));
  return [...(module.resources ?? []), ...inner];
}
