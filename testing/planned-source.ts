import type { Plan } from "../review/plan/plan";
import { planOfState, type ShownState } from "../review/plan/shown-state";
import { isSynthesizedStack, planOfStack } from "../review/plan/synthesized-stack";
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

/** Any of what a test may be about, as a plan, so that one reader of policies serves them all. */
export function planOf(source: object): Plan {
  if (isStack(source)) {
    source.prepareStack();
    return planOf(JSON.parse(JSON.stringify(source.toTerraform())) as object);
  }
  if ("resource_changes" in source) return source as Plan;
  // A plan that changes nothing may leave its list of changes out.
  if ("planned_values" in source) return { format_version: "1.2", resource_changes: [], ...source };
  if ("values" in source) return planOfState({ format_version: "1.0", ...source } as ShownState);
  if ("serial" in source && "lineage" in source)
    throw new TestingError("this is a state file: give what 'terraform show -json' prints of the state");
  if (isSynthesizedStack(source)) return planOfStack(source);
  throw new TestingError(
    "this is neither a stack, nor its synthesized JSON, nor what 'terraform show -json' prints of a plan or a state",
  );
}
