import { startMatches } from "../../audit/audit-matches";
import { auditOfChangedTasks } from "../../audit/changed-tasks";
import type { StateRule } from "../../findings/rule";

/** A task whose roles are not allowed what ECS needs to start it. */
export const taskCannotStart: StateRule = {
  id: "task-cannot-start",
  level: "high",
  why: "ECS stops the task before the application runs, again and again",
  state: (plan) => auditOfChangedTasks(plan).flatMap(startMatches),
};
