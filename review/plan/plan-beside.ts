import type { Plan, PlannedChange } from "./plan";

/** What was changed outside Terraform, as a plan of its own: everything else stands in it as it was found. */
export function driftPlan(plan: Plan): Plan | undefined {
  return beside(
    plan,
    (plan.resource_drift ?? []).map((change) => ({ ...change, refreshed: true as const })),
  );
}

/** What Terraform leaves to a later plan, as a plan of its own. */
export function deferredPlan(plan: Plan): Plan | undefined {
  const deferred = (plan.deferred_changes ?? []).flatMap(({ resource_change: change }) => change ?? []);
  return beside(plan, deferred.filter(isWhole));
}

function beside(plan: Plan, changes: readonly PlannedChange[]): Plan | undefined {
  if (changes.length === 0) return undefined;
  const addresses = new Set(changes.map(({ address }) => address));
  const others = plan.resource_changes.filter(({ address }) => !addresses.has(address)).flatMap(unchanged);
  const { resource_drift: _drift, deferred_changes: _deferred, checks: _checks, ...rest } = plan;
  return { ...rest, resource_changes: [...others, ...changes] };
}

/** A resource as it is found: what is only made in the plan is not there. */
function unchanged(planned: PlannedChange): PlannedChange[] {
  const { before, before_sensitive } = planned.change;
  if (!before || planned.mode === "data" || planned.deposed !== undefined) return [];
  const change = { actions: ["no-op"], before, after: before, before_sensitive, after_sensitive: before_sensitive };
  return [{ ...planned, change }];
}

function isWhole({ address, type, change }: PlannedChange): boolean {
  return typeof address === "string" && typeof type === "string" && Array.isArray(change?.actions);
}
