import type { PlanState, TaskState } from "../findings/reviewed-plan";
import type { TaskAudit } from "../report/audit";
import { auditTasks } from "./audit-tasks";
import { auditedFile } from "./audited-file";

const audited = new WeakMap<PlanState, readonly TaskAudit[]>();

/**
 * The audit of the tasks that a plan changes, or whose roles it changes, as far as it has one of these or the task has none:
 * made when a rule first asks.
 */
export function auditOfChangedTasks(plan: PlanState): readonly TaskAudit[] {
  const known = audited.get(plan) ?? audit(plan);
  audited.set(plan, known);
  return known;
}

function audit(plan: PlanState): readonly TaskAudit[] {
  const changed = new Set(plan.tasks.filter(isJudged).map(({ where }) => where));
  if (changed.size === 0) return [];
  return auditTasks([auditedFile(plan, plan.moment)], plan.catalogue, (address) => changed.has(address));
}

/** Of two roles that are not in the plan nothing is said: nothing lacks, and nothing is in excess. */
function isJudged({ executionRole, taskRole }: TaskState): boolean {
  return [executionRole, taskRole].some((role) => role === undefined || role.state !== undefined);
}
