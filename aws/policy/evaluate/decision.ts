import type { PolicyDocument, PolicyStatement } from "./policy-document";

/** A policy with the name it has in reasons, `task role policy` for example. */
export interface NamedPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}

/** Every policy that has a say in a request. What is left out is not in force. */
export interface Policies {
  /** The principal's own, inline and attached. */
  readonly identity?: readonly NamedPolicy[];
  /** The resource's: a queue's, a bucket's, a key's; a role's trust policy for `sts:AssumeRole`. */
  readonly resource?: NamedPolicy;
  /** The permissions boundary of the principal. */
  readonly boundary?: NamedPolicy;
  /** Those that were passed when the session began. */
  readonly session?: readonly NamedPolicy[];
  /** Service control policies, level by level from the organization's root to the account. */
  readonly serviceControl?: readonly (readonly NamedPolicy[])[];
  /** Resource control policies, likewise, of the resource's account. */
  readonly resourceControl?: readonly (readonly NamedPolicy[])[];
}

/** A statement that decided or nearly did. */
export interface StatementReference {
  readonly policy: string;
  /** Its Sid, or its place: `Statement[0]`. */
  readonly sid: string;
  readonly statement: PolicyStatement;
}

/** The policies of which one kind must allow a request. */
export type Side = keyof Policies;

/** The statement that came nearest to allowing a request, and what it differs in. */
export interface NearMiss extends StatementReference {
  readonly at: "resource" | "principal" | "condition";
  /** For `condition`: the tests that were not met, and the request's values; none where it lacks the key. */
  readonly unmet: readonly {
    readonly operator: string;
    readonly key: string;
    readonly wanted: readonly string[];
    readonly actual: readonly string[];
  }[];
}

/** Why a request is allowed or denied. */
export type Because =
  /** These statements allow it. */
  | { readonly kind: "allow"; readonly statements: readonly StatementReference[]; readonly missing: readonly string[] }
  /** These statements deny it, whatever allows it. */
  | { readonly kind: "deny"; readonly statements: readonly StatementReference[]; readonly missing: readonly string[] }
  /** No statement of a side that must allow it does. */
  | {
      readonly kind: "no allow";
      readonly side: Side;
      readonly nearest: NearMiss | undefined;
      readonly missing: readonly string[];
    }
  /** The principal is the root of the resource's account, and nothing denies. */
  | { readonly kind: "root"; readonly missing: readonly string[] };

/** The answer to a request, with its reason. `missing` lists the context keys that were asked for and not stated. */
export interface Decision {
  readonly decision: "allowed" | "denied";
  readonly because: Because;
}
