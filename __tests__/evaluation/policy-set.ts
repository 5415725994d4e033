/** A statement of a policy as its JSON has it. */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>;
  readonly Action?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: ConditionBlock;
}

/** Operator → key → values. */
export type ConditionBlock = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

export interface PolicyDocument {
  readonly Version: string;
  readonly Statement: readonly PolicyStatement[];
}

/** A policy and what it is attached to: a role, for what the role may do, or a resource, for who may use it. */
export interface AttachedPolicy {
  /** What it is called in a verdict. */
  readonly name:
    | "execution role policy"
    | "task role policy"
    | "schedule role policy"
    | "deployer policy"
    | "trust policy"
    | "queue policy";
  readonly kind: "identity" | "resource";
  /** The ARN of the role or the resource. */
  readonly attachedTo: string;
  readonly document: PolicyDocument;
}

/** Every policy of one synthesized stack. */
export interface PolicySet {
  readonly account: string;
  readonly executionRole: string;
  readonly taskRole: string;
  /** The role EventBridge Scheduler uses, where the stack has one. */
  readonly scheduleRole?: string;
  /** Whoever deploys; a stack only makes the policy for them. */
  readonly deployer: string;
  readonly policies: readonly AttachedPolicy[];
}

/** One value or many, as a list. */
export function listOf<T>(values: T | readonly T[] | undefined): readonly T[] {
  if (values === undefined) return [];
  return Array.isArray(values) ? values : [values as T];
}
