import type { Plan, PlannedChange } from "./plan";

/** What was changed outside Terraform, as a plan of its own: everything else stands in it as it was found. */
export function driftPlan(plan: Plan): Plan | undefined {
  const drift = (plan.resource_drift ?? []).map((each) => ({
    ...withoutRepeats(each, plan),
    refreshed: true as const,
  }));
  return beside(plan, drift);
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

/** Rules of a security group that are resources of their own: the group repeats them once it is refreshed. */
const GROUP_RULES = /^aws_(?:security_group_rule|vpc_security_group_(?:in|e)gress_rule)$/;

function withoutRepeats(drift: PlannedChange, plan: Plan): PlannedChange {
  const { before, after } = drift.change;
  if (drift.type !== "aws_security_group" || !before || !after) return drift;
  const isOfGroup = ({ type, change }: PlannedChange) =>
    GROUP_RULES.test(type) && change.before?.security_group_id === before.id;
  if (!plan.resource_changes.some(isOfGroup)) return drift;
  return { ...drift, change: { ...drift.change, after: { ...after, ingress: before.ingress, egress: before.egress } } };
}
