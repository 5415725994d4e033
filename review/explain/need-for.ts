import type { Because } from "../../aws/ecs/needs/need";
import { patternsOverlap } from "../../aws/policy/pattern";
import type { TaskAudit } from "../report/audit";

/** What of a task asks for what a message says was denied. */
export interface FoundNeed {
  readonly role: "execution" | "task";
  readonly resource: string;
  readonly because: readonly Because[];
  readonly isAllowed: boolean;
  readonly allowedBy: readonly string[];
}

interface Asked {
  readonly action: string | undefined;
  readonly resource: string | undefined;
  readonly roleName: string | undefined;
}

/** Finds the need behind a denied request: of the role that the message names, on the resource that it names. */
export function needFor({ action, resource, roleName }: Asked, audits: readonly TaskAudit[]): FoundNeed | undefined {
  if (action === undefined) return undefined;
  const needs = audits.flatMap((audit) => {
    const roleOf = (role: "execution" | "task") => (role === "execution" ? audit.executionRole : audit.taskRole)?.name;
    const all = [
      ...audit.lacks.map((need) => ({ ...need, isAllowed: false, allowedBy: [] })),
      ...audit.explained.map((need) => ({ ...need, isAllowed: true })),
    ];
    return all.filter(({ role }) => roleName === undefined || roleOf(role) === roleName);
  });
  const wanted = needs.filter(
    (need) =>
      need.actions.some((each) => each.toLowerCase() === action.toLowerCase()) &&
      (resource === undefined || patternsOverlap(need.resource, resource)),
  );
  return wanted.find(({ isAllowed }) => !isAllowed) ?? wanted[0];
}
