import type { Because } from "../../aws/ecs/needs/need";

/** What is so of one task definition, whatever a plan changes: whether it can start, and what its roles may do beside that. */
export interface TaskAudit {
  /** The address of the task definition. */
  readonly where: string;
  readonly family: string;
  readonly executionRole?: AuditedRole;
  readonly taskRole?: AuditedRole;
  /** What the task needs and its roles are not allowed. */
  readonly lacks: readonly LackingNeed[];
  /** What the roles are allowed and no task that uses them needs of them. */
  readonly inExcess: readonly ExcessGrant[];
  /** What is needed and allowed, each with what allows it. */
  readonly explained: readonly ExplainedNeed[];
  /** What cannot be judged, and why. */
  readonly cannotSay: readonly CannotSay[];
}

export interface AuditedRole {
  readonly name: string;
  /** Its address, where the files have it. */
  readonly where?: string;
}

/** Which of the two roles. */
export type RoleKind = "execution" | "task";

export interface Needed {
  readonly role: RoleKind;
  readonly actions: readonly string[];
  readonly resource: string;
  readonly because: readonly Because[];
}

export interface LackingNeed extends Needed {
  /** Why it is denied, in a sentence. */
  readonly why: string;
  /** What ECS shows when the task fails for it. */
  readonly message: string;
}

export interface ExplainedNeed extends Needed {
  /** The statements that allow it, `aws_iam_role_policy.execution: ReadSecrets` for example. */
  readonly allowedBy: readonly string[];
}

export interface ExcessGrant {
  readonly role: RoleKind;
  readonly actions: readonly string[];
  readonly resource: string;
  /** The policy and statement that allow it. */
  readonly allowedBy: string;
}

export interface CannotSay {
  /** What cannot be judged, `container app: secret API_KEY` for example. */
  readonly what: string;
  readonly why: string;
}
