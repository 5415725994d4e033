import { patternsOverlap } from "../../aws/policy/pattern";
import type { Match } from "../findings/rule";
import type { ExcessGrant, LackingNeed, TaskAudit } from "../report/audit";
import { excessSentence, lackSentence, stopsTheStart } from "../report/audit-sentences";

/** What is easily taken for `ssm:GetParameters`, by which alone ECS fetches parameters. */
const SINGULAR = "ssm:GetParameter";

/** What keeps a task from starting. */
export function startMatches(audit: TaskAudit): Match[] {
  return audit.lacks.filter(stopsTheStart).map((lack) => {
    const instead = audit.inExcess.some((grant) => isInItsPlace(grant, lack));
    return { where: audit.where, what: `${lackSentence(audit, lack)}${instead ? `: it has ${SINGULAR} instead` : ""}` };
  });
}

/** What does not work once the task runs: ECS Exec, and what a log router sends. */
export function runMatches(audit: TaskAudit): Match[] {
  return audit.lacks
    .filter((lack) => !stopsTheStart(lack))
    .map((lack) => ({ where: audit.where, what: lackSentence(audit, lack) }));
}

/** What an execution role may do and no task that uses it needs, but for what it has in the place of something that it lacks. */
export function excessMatches(audit: TaskAudit): Match[] {
  return audit.inExcess
    .filter(({ role }) => role === "execution")
    .flatMap((grant) => {
      const isToldAsLack = audit.lacks.some((lack) => isInItsPlace(grant, lack));
      const actions = isToldAsLack ? grant.actions.filter((action) => action !== SINGULAR) : grant.actions;
      return actions.length > 0 ? [{ ...grant, actions }] : [];
    })
    .map((grant) => ({ where: audit.executionRole?.where ?? audit.where, what: excessSentence(audit, grant) }));
}

function isInItsPlace({ role, actions, resource }: ExcessGrant, lack: LackingNeed): boolean {
  return (
    role === lack.role &&
    actions.includes(SINGULAR) &&
    lack.actions.includes("ssm:GetParameters") &&
    patternsOverlap(resource, lack.resource)
  );
}
