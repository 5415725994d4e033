import { reasonOf } from "../../aws/ecs/needs/need";
import { patternsOverlap } from "../../aws/policy/pattern";
import type { AuditedRole, ExcessGrant, LackingNeed, Needed, TaskAudit } from "./audit";

/** What a task has, in one line: `task orders: lacks 5, in excess 3, cannot say 2`. */
export function auditTitle({ family, lacks, inExcess, cannotSay }: TaskAudit): string {
  const counts = [
    lacks.length > 0 ? `lacks ${lacks.length}` : "",
    inExcess.length > 0 ? `in excess ${inExcess.length}` : "",
    cannotSay.length > 0 ? `cannot say ${cannotSay.length}` : "",
  ].filter((text) => text !== "");
  return `task ${family}: ${counts.length > 0 ? counts.join(", ") : "nothing lacking, nothing in excess"}`;
}

export function roleNames({ executionRole, taskRole }: TaskAudit): readonly string[] {
  const name = (role: AuditedRole | undefined) => role?.name ?? "none";
  return [`execution role ${name(executionRole)}`, `task role ${name(taskRole)}`];
}

/** Who needs it, in words: `container app: secret API_KEY`. */
export function reasonTexts({ because }: Needed): readonly string[] {
  return because.map(reasonOf);
}

/** Whether the task does not even start without it: whatever ECS itself cannot do, and volumes it cannot mount. */
export function stopsTheStart({ role, actions, because }: LackingNeed): boolean {
  return (
    role === "execution" || actions.includes("sts:AssumeRole") || because.some(({ member }) => member === "volumes")
  );
}

/** What a task lacks, in one sentence, and what its role has in its place. */
export function lackSentence(audit: TaskAudit, lack: LackingNeed): string {
  const { family, executionRole, taskRole } = audit;
  const { role, actions, resource } = lack;
  const name = (role === "execution" ? executionRole : taskRole)?.name;
  const who = name === undefined ? `the task has no ${role} role` : `${role} role ${name} does not allow it`;
  if (actions.includes("sts:AssumeRole")) return `task ${family}: ECS may not assume ${role} role ${name}`;
  return `task ${family}: ${reasonTexts(lack).join(", ")} needs ${actions.join(", ")} on ${resource}, and ${who}${instead(audit, lack)}`;
}

/** What is easily taken for `ssm:GetParameters`, by which alone ECS fetches parameters. */
const SINGULAR = "ssm:GetParameter";

/** Whether a grant in excess stands where something that the task lacks should: both are one mistake. */
export function isInItsPlace({ role, actions, resource }: ExcessGrant, lack: LackingNeed): boolean {
  return (
    role === lack.role &&
    actions.includes(SINGULAR) &&
    lack.actions.includes("ssm:GetParameters") &&
    patternsOverlap(resource, lack.resource)
  );
}

function instead({ inExcess }: TaskAudit, lack: LackingNeed): string {
  return inExcess.some((grant) => isInItsPlace(grant, lack)) ? `: it has ${SINGULAR} instead` : "";
}

/** What an execution role may do and no task that uses it needs, in one sentence. */
export function excessSentence({ executionRole }: TaskAudit, { actions, resource }: ExcessGrant): string {
  return `execution role ${executionRole?.name} may ${actions.join(", ")} on ${resource}, which no container of its tasks needs`;
}
