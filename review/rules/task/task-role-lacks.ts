import { runMatches } from "../../audit/audit-matches";
import { auditOfChangedTasks } from "../../audit/changed-tasks";
import type { StateRule } from "../../findings/rule";

/** A task whose task role is not allowed what ECS Exec or its log router asks for. */
export const taskRoleLacks: StateRule = {
  id: "task-role-lacks",
  level: "medium",
  why: "the task starts, and what needs it fails with no word in the task's own status",
  state: (plan) => auditOfChangedTasks(plan).flatMap(runMatches),
};
