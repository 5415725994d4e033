import type { Match } from "../findings/rule";
import type { TaskAudit } from "../report/audit";
import { excessSentence, isInItsPlace, lackSentence, stopsTheStart } from "../report/audit-sentences";

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

/** What an execution role may do and no task that uses it needs, but for what stands in the place of what a task lacks: that is told there. */
export function excessMatches(audit: TaskAudit): Match[] {
  const { inExcess, lacks } = audit;
  return inExcess
    .filter(({ role }) => role === "execution")
    .filter((grant) => grant.actions.length > 1 || !lacks.some((lack) => isInItsPlace(grant, lack)))
    .map((grant) => ({ where: audit.executionRole?.where ?? audit.where, what: excessSentence(audit, grant) }));
}
