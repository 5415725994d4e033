import { excessMatches } from "../../audit/audit-matches";
import { auditOfChangedTasks } from "../../audit/changed-tasks";
import type { StateRule } from "../../findings/rule";
import type { TaskAudit } from "../../report/audit";
import { isInItsPlace } from "../../report/audit-sentences";

/** An execution role with a grant that none of its tasks needs, but for one in the place of what a task lacks: that is told there. */
export const executionRoleExcess: StateRule = {
  id: "execution-role-excess",
  level: "medium",
  why: "ECS never asks for it: it serves only whoever gets hold of the role",
  state: (plan) => auditOfChangedTasks(plan).map(withoutMistaken).flatMap(excessMatches),
};

function withoutMistaken(audit: TaskAudit): TaskAudit {
  const { inExcess, lacks } = audit;
  return { ...audit, inExcess: inExcess.filter((grant) => !lacks.some((lack) => isInItsPlace(grant, lack))) };
}
