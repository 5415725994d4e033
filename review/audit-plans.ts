import { type ActionCatalogue, serviceActions } from "../aws/actions/service-actions";
import { excessMatches, runMatches, startMatches } from "./audit/audit-matches";
import { auditTasks } from "./audit/audit-tasks";
import { auditedFile } from "./audit/audited-file";
import { findingsOf } from "./findings/findings";
import type { Plan } from "./plan/plan";
import type { TaskAudit } from "./report/audit";
import { emptyReport } from "./report/empty-report";
import type { Report } from "./report/report";
import { reviewedPlan } from "./review-plan";
import { executionRoleExcess } from "./rules/task/execution-role-excess";
import { taskCannotStart } from "./rules/task/task-cannot-start";
import { taskRoleLacks } from "./rules/task/task-role-lacks";

/** What is so of every task definition of plans and states, as it will be once they are applied. */
export function auditPlans(
  plans: readonly Plan[],
  catalogue: ActionCatalogue = serviceActions(),
): readonly TaskAudit[] {
  const files = plans.map((plan) => auditedFile(reviewedPlan(plan, catalogue), "after"));
  return auditTasks(files, catalogue);
}

/** The same as a report, with what is to be looked at; with `explains`, what is in order is shown too. */
export function auditReport(
  plans: readonly Plan[],
  { explains }: { readonly explains: boolean },
  catalogue: ActionCatalogue = serviceActions(),
): Report {
  const audits = auditPlans(plans, catalogue);
  const findings = [
    ...findingsOf(taskCannotStart, audits.flatMap(startMatches)),
    ...findingsOf(executionRoleExcess, audits.flatMap(excessMatches)),
    ...findingsOf(taskRoleLacks, audits.flatMap(runMatches)),
  ];
  const [{ terraform_version: terraformVersion = "" } = {}] = plans;
  return {
    ...emptyReport(terraformVersion, findings),
    audits,
    ...(explains && { explains }),
  };
}
