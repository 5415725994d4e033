/** What a policy says of its subject: what it may do, who may become it, the most it may do, or who may use it. */
export type Place = "identity" | "trust" | "boundary" | "resource";

/** Where a resource type keeps a policy. */
export interface PolicyPlace {
  readonly place: Place;
  readonly attribute: string;
  /** What kind of thing the policy speaks of. */
  readonly kind: string;
  /** The attribute that names the thing; without one it is the resource itself. */
  readonly subject?: string;
  /** In a list of blocks (`inline_policy`), the attribute of each block that holds the policy. */
  readonly within?: string;
}

/** Where a resource type says which managed policies someone has. */
export interface AttachmentPlace {
  readonly place: "identity" | "boundary";
  /** The attribute with the ARN or the ARNs. */
  readonly attribute: string;
  readonly kind: string;
  /** The attribute with the name or the names of those who get them; without one it is the resource itself. */
  readonly subject?: string;
  /** Set where it takes every other managed policy away. */
  readonly isExclusive?: true;
}

/** A list of the only inline policies a subject may have. */
export interface ExclusiveNames {
  readonly kind: string;
  /** The attribute that names the subject. */
  readonly subject: string;
  /** The attribute with the names. */
  readonly attribute: string;
}

/** A time whose cut loses something. */
export interface Duration {
  readonly attribute: string;
  readonly unit: string;
  /** What zero means. @default - no time at all */
  readonly zero?: "for ever";
  readonly effect: string;
}

/** What AWS allows of a name. */
export interface NameLimit {
  readonly attribute: string;
  readonly length: number;
}

/** What a review knows of a resource type. Source: the AWS provider's documentation, 5.100. */
export interface ResourceType {
  /** The resource is a subject itself: its kind, and the attributes that others call it by. */
  readonly subject?: { readonly kind: string; readonly names: readonly string[] };
  readonly policies?: readonly PolicyPlace[];
  readonly attachments?: readonly AttachmentPlace[];
  readonly exclusiveNames?: ExclusiveNames;
  /** The attribute with the text of a policy that others attach. */
  readonly managedPolicy?: string;
  /** What goes with the resource when it is destroyed. */
  readonly loss?: string;
  readonly durations?: readonly Duration[];
  readonly nameLimits?: readonly NameLimit[];
}

export type ResourceTypes = Readonly<Record<string, ResourceType>>;

/** The resource's own resource policy. */
export function own(kind: string, attribute = "policy"): readonly PolicyPlace[] {
  return [{ place: "resource", attribute, kind }];
}

/** A resource policy on what another attribute names. */
export function on(kind: string, subject: string, attribute = "policy"): readonly PolicyPlace[] {
  return [{ place: "resource", attribute, kind, subject }];
}

/** An identity policy of whom another attribute names. */
export function of(kind: string, subject: string, attribute = "policy"): readonly PolicyPlace[] {
  return [{ place: "identity", attribute, kind, subject }];
}

/** The only managed policies of whom another attribute names. */
export function exclusivelyAttached(kind: string, subject: string, attribute: string): AttachmentPlace {
  return { place: "identity", attribute, kind, subject, isExclusive: true };
}

/** Managed policies given to whom another attribute names. */
export function attached(kind: string, subject: string, attribute: string): AttachmentPlace {
  return { place: "identity", attribute, kind, subject };
}
