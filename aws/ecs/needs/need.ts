import type { Conditions, ResourceStatement } from "../../policy/statement";

/** The two roles of a task: `execution` is ECS's own, `task` the application's. */
export type TaskRole = "execution" | "task";

/** What in a task definition a need comes from. */
export interface Because {
  /** The container; none where it is the task as a whole. */
  readonly container?: string;
  /** The member of AWS's form, `secrets` or `logConfiguration` for example. */
  readonly member: string;
  /** In words, `secret DATABASE_PASSWORD` for example. */
  readonly what: string;
}

/** What a task definition requires of one of its roles, and because of what. */
export interface Need {
  readonly role: TaskRole;
  /** A name in letters and digits: needs of one Sid belong in one statement of a policy, as far as that changes no answer. */
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** @default - unconditional */
  readonly conditions?: Conditions;
  readonly because: readonly Because[];
}

/** What a task definition may require, and nobody can derive from it. */
export interface NotDerived extends Because {
  /** The role that would need it; none where that is open too. */
  readonly role?: TaskRole;
  /** Why it cannot be derived, a sentence's end: `a template that …`. */
  readonly why: string;
}

/** What a task definition requires of its two roles, as far as it can be derived. */
export interface TaskNeeds {
  readonly needs: readonly Need[];
  readonly cannotSay: readonly NotDerived[];
}

export const NOTHING: TaskNeeds = { needs: [], cannotSay: [] };

/** Needs of one role, all because of one thing. */
export function required(role: TaskRole, because: Because, ...statements: readonly ResourceStatement[]): TaskNeeds {
  const needs = statements.map(({ sid, actions, resources, conditions }) => ({
    role,
    sid,
    actions,
    resources,
    ...(conditions && { conditions }),
    because: [because],
  }));
  return { needs, cannotSay: [] };
}

export function notDerived(because: Because, why: string, role?: TaskRole): TaskNeeds {
  return { needs: [], cannotSay: [{ ...because, ...(role && { role }), why }] };
}

export function together(...parts: readonly TaskNeeds[]): TaskNeeds {
  return { needs: parts.flatMap(({ needs }) => needs), cannotSay: parts.flatMap(({ cannotSay }) => cannotSay) };
}

/** Why something is needed, as a person reads it: `container app: secret DATABASE_PASSWORD`. */
export function reasonOf({ container, what }: Because): string {
  return container === undefined ? what : `container ${container}: ${what}`;
}
