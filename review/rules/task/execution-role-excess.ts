import { excessMatches } from "../../audit/audit-matches";
import { auditOfChangedTasks } from "../../audit/changed-tasks";
import type { StateRule } from "../../findings/rule";

/** An execution role with a grant that none of its tasks needs, but for one in the place of what a task lacks: that is told there. */
export const executionRoleExcess: StateRule = {
  id: "execution-role-excess",
  level: "medium",
  why: "ECS never asks for it: it serves only whoever gets hold of the role",
  state: (plan) => auditOfChangedTasks(plan).flatMap(excessMatches),
};
