import type { Match } from "../findings/rule";
import type { TaskAudit } from "../report/audit";
import { excessSentence, lackSentence, stopsTheStart } from "../report/audit-sentences";

/** What keeps a task from starting. */
export function startMatches(audit: TaskAudit): Match[] {
  return audit.lacks.filter(stopsTheStart).map((lack) => ({ where: audit.where, what: lackSentence(audit, lack) }));
}

/** What does not work once the task runs: ECS Exec, and what a log router sends. */
export function runMatches(audit: TaskAudit): Match[] {
  return audit.lacks
    .filter((lack) => !stopsTheStart(lack))
    .map((lack) => ({ where: audit.where, what: lackSentence(audit, lack) }));
}

/** What an execution role may do and no task that uses it needs. */
export function excessMatches(audit: TaskAudit): Match[] {
  return audit.inExcess
    .filter(({ role }) => role === "execution")
    .map((grant) => ({ where: audit.executionRole?.where ?? audit.where, what: excessSentence(audit, grant) }));
}
