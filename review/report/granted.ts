/** What a stack's roles may do, whatever changes. */
export interface Granted {
  readonly stack: string;
  /** The account its provider works in, or `*`. */
  readonly account: string;
  /** The region its provider works in, or `*`. */
  readonly region: string;
  readonly grants: readonly GrantedStatement[];
  readonly unknown: readonly UnknownGrant[];
}

/** One statement of one role: who may do what, on what, when, and what needs it. */
export interface GrantedStatement {
  /** What the role is to a task definition of the stack. */
  readonly role: "execution role" | "task role" | "role" | "policy";
  readonly roleName: string;
  /** What to call it: its Sid, behind the name of a managed policy; the policy's name where it has none. */
  readonly name: string;
  /** Empty where it has none. */
  readonly sid: string;
  readonly effect: string;
  /** In AWS's own spelling. */
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly string[];
  /** What in the stack needs it, or the reason stated in code. */
  readonly neededBy: readonly string[];
}

/** What cannot be told, and why: a policy that cannot be read, or what a task may need. */
export interface UnknownGrant {
  readonly what: "policy" | "needs";
  readonly address: string;
  readonly why: string;
}

/** What one stack's roles may do that another's may not. */
export interface GrantedDifference {
  readonly left: string;
  readonly right: string;
  readonly onlyLeft: readonly GrantedAction[];
  readonly onlyRight: readonly GrantedAction[];
  /** What cannot be told of either, and so is not compared. */
  readonly unknown: readonly UnknownGrant[];
}

/** One action on one resource, with the names of both stacks made the same. */
export interface GrantedAction {
  readonly role: GrantedStatement["role"];
  /** Of a role or policy that no task has. Those of tasks are compared by what they are to the task, whatever they are called. */
  readonly roleName?: string;
  readonly effect: string;
  readonly action: string;
  readonly resource: string;
  readonly conditions: readonly string[];
}
