import { type Because, reasonOf } from "../../aws/ecs/needs/need";
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

export function rolesLine({ executionRole, taskRole }: TaskAudit): string {
  const name = (role: AuditedRole | undefined) => role?.name ?? "none";
  return `execution role ${name(executionRole)}, task role ${name(taskRole)}`;
}

/** Who needs it, in words: `container app: secret API_KEY`. */
export function becauseText(because: readonly Because[]): string {
  return because.map(reasonOf).join(", ");
}

export function actionsOn({ actions, resource }: Needed | ExcessGrant): string {
  return `${actions.join(", ")} on ${resource}`;
}

/** Which role must allow it: the execution role's needs are the rule, and not said. */
export function roleNote({ role }: LackingNeed | ExcessGrant): string {
  return role === "task" ? " (task role)" : "";
}
