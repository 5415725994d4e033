/** The condition block of a statement: operator → key → values. A request must meet every key, by any of its values. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** Who a trust or resource policy speaks of. */
export type Principal = "*" | Readonly<Record<string, string | readonly string[]>>;

/** One statement of a policy, before it is rendered. */
export interface Statement {
  /** Letters and digits; statements of one Sid are merged where that changes no answer. */
  readonly sid: string;
  /** @default "Allow" */
  readonly effect?: "Allow" | "Deny";
  /** @default - none: an identity policy's principal is the role that carries it */
  readonly principal?: Principal;
  /** As `sqs:SendMessage`; `*` and `?` are wildcards. */
  readonly actions: readonly string[];
  /** @default - none, as in a trust policy */
  readonly resources?: readonly string[];
  /** @default - unconditional */
  readonly conditions?: Conditions;
  /** What asks for it, in words; no part of the policy. @default - not said */
  readonly because?: readonly string[];
}

/** A statement that names its resources, as each of an identity policy does. */
export interface ResourceStatement extends Statement {
  readonly resources: readonly string[];
}
