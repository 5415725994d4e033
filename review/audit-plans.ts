import { type ActionCatalogue, serviceActions } from "../aws/actions/service-actions";
import { auditTasks } from "./audit/audit-tasks";
import { auditedFile } from "./audit/audited-file";
import type { Plan } from "./plan/plan";
import type { TaskAudit } from "./report/audit";
import { reviewedPlan } from "./review-plan";

/** What is so of every task definition of plans and states, as it will be once they are applied. */
export function auditPlans(
  plans: readonly Plan[],
  catalogue: ActionCatalogue = serviceActions(),
): readonly TaskAudit[] {
  const files = plans.map((plan) => auditedFile(reviewedPlan(plan, catalogue), "after"));
  return auditTasks(files, catalogue);
}
