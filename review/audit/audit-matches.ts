import { reasonOf } from "../../aws/ecs/needs/need";
import type { Match } from "../findings/rule";
import type { LackingNeed, TaskAudit } from "../report/audit";

/** What keeps a task from starting: whatever ECS itself cannot do, and volumes it cannot mount. */
export function startMatches(audit: TaskAudit): Match[] {
  return audit.lacks.filter(stopsTheStart).map((lack) => ({ where: audit.where, what: sentence(audit, lack) }));
}

/** What does not work once the task runs: ECS Exec, and what a log router sends. */
export function runMatches(audit: TaskAudit): Match[] {
  return audit.lacks
    .filter((lack) => !stopsTheStart(lack))
    .map((lack) => ({ where: audit.where, what: sentence(audit, lack) }));
}

/** What an execution role may do and no task that uses it needs. */
export function excessMatches({ where, executionRole, inExcess }: TaskAudit): Match[] {
  return inExcess
    .filter(({ role }) => role === "execution")
    .map(({ actions, resource }) => ({
      where: executionRole?.where ?? where,
      what: `execution role ${executionRole?.name} may ${actions.join(", ")} on ${resource}, which no container of its tasks needs`,
    }));
}

function stopsTheStart({ role, actions, because }: LackingNeed): boolean {
  return (
    role === "execution" || actions.includes("sts:AssumeRole") || because.some(({ member }) => member === "volumes")
  );
}

function sentence(
  { family, executionRole, taskRole }: TaskAudit,
  { role, actions, resource, because }: LackingNeed,
): string {
  const name = (role === "execution" ? executionRole : taskRole)?.name;
  const who = name === undefined ? `the task has no ${role} role` : `${role} role ${name} does not allow it`;
  if (actions.includes("sts:AssumeRole")) return `task ${family}: ECS may not assume ${role} role ${name}`;
  return `task ${family}: ${because.map(reasonOf).join(", ")} needs ${actions.join(", ")} on ${resource}, and ${who}`;
}
