import type { PlanState } from "../findings/reviewed-plan";
import type { TaskAudit } from "../report/audit";
import { auditTasks } from "./audit-tasks";
import { auditedFile } from "./audited-file";

const audited = new WeakMap<PlanState, readonly TaskAudit[]>();

/** The audit of the tasks that a plan changes, or whose roles it changes: made when a rule first asks. */
export function auditOfChangedTasks(plan: PlanState): readonly TaskAudit[] {
  const known = audited.get(plan) ?? audit(plan);
  audited.set(plan, known);
  return known;
}

function audit(plan: PlanState): readonly TaskAudit[] {
  const changed = new Set(plan.tasks.map(({ where }) => where));
  if (changed.size === 0) return [];
  return auditTasks([auditedFile(plan, plan.moment)], plan.catalogue, (address) => changed.has(address));
}
