import type { ActionCatalogue } from "../../aws/actions/service-actions";
import type { Grant } from "../../aws/policy/grant";
import type { ConfigurationIndex } from "../plan/configuration-index";
import type { Plan } from "../plan/plan";
import type { ReferredResources } from "../plan/referred-resources";
import type { Moment, ResourceChange } from "../plan/resource-change";
import type { AttachmentChange, PermissionChange, TaskChange, UnreviewedPolicy } from "../report/report";
import type { Place } from "../resource-types/resource-type";
import type { ReadPolicy } from "../subject/read-subject";
import type { Subject } from "../subject/subject";
import type { Container } from "../task/container";

/** A role, queue, key, … as it is at one moment. */
export interface SubjectState {
  readonly subject: Subject;
  /** The address to name. */
  readonly where: string;
  /** For example `role my-task-role`. */
  readonly title: string;
  readonly policies: readonly ReadPolicy[];
  /** What its policies for others allow; its own, which may be long, are asked for what is wanted. */
  readonly allows: Readonly<Record<Extract<Place, "trust" | "resource">, readonly Grant[]>>;
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

/** What is known of a plan whatever the moment: every rule is handed this. */
export interface PlanFacts {
  /** The plan as Terraform gives it: for what is told nowhere else here. */
  readonly plan: Plan;
  /** Every resource and data source of the plan, what is left alone too. */
  readonly everything: readonly ResourceChange[];
  /** Everyone and everything its policies speak of, what is left alone too. */
  readonly everySubject: readonly Subject[];
  readonly configuration: ConfigurationIndex;
  /** Finds the resources a reference of the configuration means. */
  readonly referred: ReferredResources;
  readonly catalogue: ActionCatalogue;
  /** The accounts the plan manages, as far as it says. */
  readonly accounts: ReadonlySet<string>;
  /** A role by its name or its address, where the plan has it. */
  readonly role: (name: string, moment: Moment) => SubjectState | undefined;
}

/** The plan at one moment, as far as something changes. */
export interface PlanState extends PlanFacts {
  readonly moment: Moment;
  /** Those whose policies change in meaning. */
  readonly subjects: readonly SubjectState[];
  /** Those that change, or one of whose roles does. */
  readonly tasks: readonly TaskState[];
  /** The managed resources that change. */
  readonly resources: readonly ResourceChange[];
}

/** What the plan does. */
export interface PlanTransition extends PlanFacts {
  readonly before: PlanState;
  readonly after: PlanState;
  /** The managed resources that change. */
  readonly changes: readonly ResourceChange[];
  readonly permissions: readonly PermissionChange[];
  readonly attachments: readonly AttachmentChange[];
  readonly unreviewed: readonly UnreviewedPolicy[];
  readonly tasks: readonly TaskChange[];
  /** Whether Terraform says that it could not plan everything. */
  readonly incomplete: boolean;
}
