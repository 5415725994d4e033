import type { Because } from "../../aws/ecs/needs/need";

/** Whose policy has to change: a role's, or that of somebody no grant to a role of the task helps against. */
export type WhoseChange = "execution" | "task" | "boundary" | "none" | "unknown";

/** What a message is about, and what to do. */
export interface Explanation {
  readonly role: WhoseChange;
  /** The role's name, where the message or the files say it. */
  readonly roleName?: string;
  /** In AWS's own spelling. */
  readonly action?: string;
  readonly resource?: string;
  /** What asks for it, where the files have the task. */
  readonly neededBy: readonly Because[];
  /** Why, in a sentence. */
  readonly because: string;
  /** The line of code to write with this project's constructs. */
  readonly line?: string;
  /** The statement to write without them. */
  readonly statement?: { readonly Effect: "Allow"; readonly Action: string; readonly Resource: string };
  /** What else is so: how sure it is, what the files say. */
  readonly notes: readonly string[];
}
