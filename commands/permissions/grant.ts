/** One statement of one role: who may do what, on what, when, and what needs it. */
export interface Grant {
  /** What the role is to a task definition of the stack. */
  readonly role: "execution role" | "task role" | "role" | "policy";
  readonly roleName: string;
  readonly sid: string;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly string[];
  /** What in the stack needs it, or the reason stated in code. */
  readonly neededBy: readonly string[];
}
