import type { Action } from "../plan/resource-change";
import type { Place } from "../resource-types/resource-type";
import type { TaskAudit } from "./audit";
import type { Granted, GrantedDifference } from "./granted";

/** How much a finding asks for, least first. `--fail-on` takes one of these. */
export const LEVELS = ["low", "widened", "unknown", "medium", "high"] as const;
export type Level = (typeof LEVELS)[number];

/** Something to look at. */
export interface Finding {
  /** The rule's name. */
  readonly id: string;
  readonly level: Level;
  /** What is so, in one sentence. */
  readonly what: string;
  /** Why it matters, in one sentence. */
  readonly why: string;
  /** The address of the resource. */
  readonly where: string;
  /**
   * Beside the rule and the address, what an entry of the file of accepted findings names it by: equal for the same finding in
   * another plan, and with another list of AWS's actions. None where nothing but that file is wrong.
   */
  readonly key?: string;
}

/** A finding somebody has accepted, and why. */
export interface AcceptedFinding extends Finding {
  readonly reason: string;
}

/** What one pattern matches, less the exceptions of `NotAction`, `NotResource` or `NotPrincipal`. */
export interface PatternSet {
  readonly pattern: string;
  readonly except?: readonly string[];
}

export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** One side of a permission: what may be done, by whom, to what, when. */
export interface Permission {
  /** Empty in an identity policy: the subject itself is the principal. */
  readonly principals: readonly PatternSet[];
  readonly actions: readonly PatternSet[];
  /** Empty in a trust policy. */
  readonly resources: readonly PatternSet[];
  readonly conditions: readonly Condition[];
}

/** What changes in what policies say. */
export interface PermissionChange extends Permission {
  readonly subject: SubjectName;
  readonly place: Place;
  readonly change: "added" | "removed" | "widened" | "narrowed";
  readonly effect: "Allow" | "Deny";
  /** Whether somebody may do more afterwards: an Allow more or wider, or a Deny less. */
  readonly opens: boolean;
  /** Set where it only limits something that the plan makes new: nobody may do less than before. */
  readonly guards?: true;
  /** The actions gained or lost by name, where a wildcard stands for them; without it, the actions themselves. */
  readonly actionNames?: readonly string[];
  /** What the other side has in common with this: the change is this less those. */
  readonly others: readonly Permission[];
  /** Set where a Deny beside it forbids all of it: one way of being without effect. */
  readonly denied?: true;
  /** Set where nothing changes in effect, as far as the plan shows: why. */
  readonly withoutEffect?: string;
  /** A request whose answer the change changes: allowed on one side, not on the other. */
  readonly witness?: Witness;
  /** Set where no such request was found, and the change is told since there may be one: why. */
  readonly unproven?: string;
  /** The addresses of the resources that say it. */
  readonly where: readonly string[];
}

/** A request that proves a change. */
export interface Witness {
  /** Who asks; none where it is the subject itself. */
  readonly principal?: string;
  readonly action: string;
  readonly resource: string;
  /** The condition keys that matter, in lower case; a request has no others of those that the policies name. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

export interface SubjectName {
  /** `role`, `queue`, `key`, … */
  readonly kind: string;
  readonly name: string;
  /** The subject's own address, where the plan has it. */
  readonly address?: string;
}

/** A managed policy given to or taken from someone, or set or lifted as the most they may do. */
export interface AttachmentChange {
  readonly subject: SubjectName;
  readonly place: "identity" | "boundary";
  readonly change: "added" | "removed";
  readonly opens: boolean;
  /** Set where it only limits something that the plan makes new: nobody may do less than before. */
  readonly guards?: true;
  readonly policy: string;
  readonly where: string;
}

/** A policy the plan does not show, or not whole. */
export interface UnreviewedPolicy {
  readonly subject: SubjectName;
  readonly place: Place;
  /** `partly`: it is reviewed as far as the plan shows it. */
  readonly because: "unknown" | "partly" | "sensitive" | "unreadable";
  /** What it refers to that is not known yet, or what is wrong with its text. */
  readonly details: readonly string[];
  readonly where: string;
}

/** A task definition that changes, container by container. */
export interface TaskChange {
  readonly where: string;
  readonly family: string;
  readonly change: "created" | "new revision" | "deleted" | "updated";
  readonly lines: readonly TaskLine[];
  /** Differences that mean nothing: an order, a default AWS fills in. */
  readonly noise: number;
  /** Set where the plan does not show the containers: what they refer to that is not known yet. */
  readonly unknownBecause?: readonly string[];
}

export interface TaskLine {
  /** Empty for the task itself. */
  readonly container: string;
  readonly change: "added" | "removed" | "changed";
  readonly what: string;
  readonly before?: string;
  readonly after?: string;
}

/** Every other resource, one line each. */
export interface ResourceLine {
  readonly where: string;
  readonly type: string;
  readonly action: Action;
  /** The names of the attributes that change, in an update or a replacement. */
  readonly attributes: readonly string[];
  /** Of those, what they were and will be, where the plan shows both and neither is long or secret. */
  readonly values?: Readonly<Record<string, AttributeValues>>;
  /** The attributes that make a replacement necessary. */
  readonly replacedFor: readonly string[];
}

/** A value as Terraform writes it, before and after. */
export interface AttributeValues {
  readonly before: string;
  readonly after: string;
}

/** The version of this form: a number that grows when a field is renamed, removed or given another meaning. */
export const REPORT_VERSION = 1;

/** What a plan changes for people. */
export interface Report {
  readonly version: typeof REPORT_VERSION;
  readonly terraformVersion: string;
  readonly summary: Summary;
  readonly findings: readonly Finding[];
  readonly accepted: readonly AcceptedFinding[];
  readonly permissions: readonly PermissionChange[];
  readonly attachments: readonly AttachmentChange[];
  readonly unreviewed: readonly UnreviewedPolicy[];
  readonly tasks: readonly TaskChange[];
  readonly resources: readonly ResourceLine[];
  /** Where the plan was held against what was reviewed before. */
  readonly reviewed?: ReviewedOutcome;
  /** In an audit: what is so of each task definition, whatever changes. */
  readonly audits?: readonly TaskAudit[];
  /** Whether an audit shows what is in order too. */
  readonly explains?: boolean;
  /** What the roles of a stack may do, where that alone is asked for. */
  readonly granted?: Granted;
  /** What the roles of two stacks differ in, where these are compared. */
  readonly compared?: GrantedDifference;
}

/** What a plan does beyond what was reviewed. */
export interface ReviewedOutcome {
  /** Whether what it opens, loses or cannot show is within what was reviewed. */
  readonly isWithin: boolean;
  /** What is not, a sentence each. */
  readonly beyond: readonly string[];
  /** What else differs, and is refused for nothing: an image for example. */
  readonly differs: readonly string[];
}

export interface Summary {
  readonly create: number;
  readonly update: number;
  readonly replace: number;
  readonly delete: number;
  readonly forget: number;
  /** Resources that change in form only: an order of words, a default written out. */
  readonly formOnly: number;
  readonly permissionsOpened: number;
  /** Without what only guards something new. */
  readonly permissionsClosed: number;
  /** What only limits something that the plan makes new. */
  readonly permissionsGuarding?: number;
  /** Permissions that are written otherwise and change nothing in effect. */
  readonly permissionsWithoutEffect?: number;
  readonly findings: Readonly<Record<Level, number>>;
}
