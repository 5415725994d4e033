import type { Grant } from "../../aws/policy/grant";
import type { Moment, ResourceChange } from "../plan/resource-change";
import type { AttachmentChange, Level, PermissionChange, TaskChange, UnreviewedPolicy } from "../report/report";
import type { Place } from "../subject/policy-places";
import type { ReadPolicy } from "../subject/read-subject";
import type { Subject } from "../subject/subject";
import type { Container } from "../task/container";

/** What a rule has found: where, and what is so. */
export interface Match {
  readonly where: string;
  readonly what: string;
  /** @default - the rule's level */
  readonly level?: Level;
}

/** A role, queue, key, … as it is at one moment. */
export interface SubjectState {
  readonly subject: Subject;
  /** The address to name. */
  readonly where: string;
  /** For example `role my-task-role`. */
  readonly title: string;
  readonly policies: readonly ReadPolicy[];
  /** What its policies of each place allow. */
  readonly allows: Readonly<Record<Place, readonly Grant[]>>;
  /** The ARNs of its managed policies that are not in the plan. */
  readonly managedPolicies: readonly string[];
}

/** A task definition as it is at one moment. */
export interface TaskState {
  readonly where: string;
  readonly executionRole: RoleReference | undefined;
  readonly taskRole: RoleReference | undefined;
  /** Empty where the plan does not show them. */
  readonly containers: readonly Container[];
}

export interface RoleReference {
  /** Equal for references to one role. */
  readonly key: string;
  readonly state: SubjectState | undefined;
}

/** What the plan's changed resources are at one moment. */
export interface PlanState {
  readonly moment: Moment;
  readonly subjects: readonly SubjectState[];
  readonly tasks: readonly TaskState[];
  readonly resources: readonly ResourceChange[];
  /** An action in AWS's own spelling. */
  readonly spelling: (action: string) => string;
  /** The accounts the plan manages, as far as it says. */
  readonly accounts: ReadonlySet<string>;
}

/** What the plan does. */
export interface PlanTransition {
  readonly changes: readonly ResourceChange[];
  readonly permissions: readonly PermissionChange[];
  readonly attachments: readonly AttachmentChange[];
  readonly unreviewed: readonly UnreviewedPolicy[];
  readonly tasks: readonly TaskChange[];
  /** The addresses of what has a resource policy afterwards, one that is not known yet included. */
  readonly withPolicy: ReadonlySet<string>;
  /** Whether Terraform says that it could not plan everything. */
  readonly incomplete: boolean;
}

interface RuleText {
  readonly id: string;
  readonly level: Level;
  readonly why: string;
}

/** A rule about how things are: what was so before is not reported again. */
export interface StateRule extends RuleText {
  state(state: PlanState): readonly Match[];
}

/** A rule about what happens. */
export interface TransitionRule extends RuleText {
  transition(transition: PlanTransition): readonly Match[];
}

export type Rule = StateRule | TransitionRule;
