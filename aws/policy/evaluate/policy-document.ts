/** One value or many, as policies write both. */
export type OneOrMany<T> = T | readonly T[];

/** Operator → key → values, as a policy's JSON has them. */
export type ConditionBlock = Readonly<Record<string, Readonly<Record<string, OneOrMany<string | number | boolean>>>>>;

/** `*`, or type → names: `{ "AWS": "arn:aws:iam::111122223333:root" }`. */
export type PrincipalElement = string | Readonly<Record<string, OneOrMany<string>>>;

/** A statement of a policy as its JSON has it. */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: PrincipalElement;
  readonly NotPrincipal?: PrincipalElement;
  readonly Action?: OneOrMany<string>;
  readonly NotAction?: OneOrMany<string>;
  readonly Resource?: OneOrMany<string>;
  readonly NotResource?: OneOrMany<string>;
  readonly Condition?: ConditionBlock;
}

/** A policy as its JSON has it. */
export interface PolicyDocument {
  /** Before `2012-10-17`, and where it is missing, policy variables are plain text. */
  readonly Version?: string;
  readonly Id?: string;
  readonly Statement: OneOrMany<PolicyStatement>;
}

/** One value or many, as a list. */
export function listOf<T>(values: OneOrMany<T> | undefined): readonly T[] {
  if (values === undefined) return [];
  return Array.isArray(values) ? values : [values as T];
}
