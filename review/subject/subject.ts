import type { Moment, ResourceChange, Shown } from "../plan/resource-change";
import type { Place } from "../resource-types/resource-type";
import type { Location } from "./location";

/** A policy at one moment. */
export interface PolicySource {
  readonly place: Place;
  readonly change: ResourceChange;
  readonly attribute: string;
  readonly content: Shown;
  /** The resource that gives the policy to its subject, where it is another: an attachment. */
  readonly via?: ResourceChange;
  /** What unknown leaves of the policy refer to: what is known of it is read all the same. */
  readonly awaits?: readonly string[];
  /** The name of the policy, where nothing in the plan gives it to its subject, which has it all the same. */
  readonly byHand?: string;
}

/** A managed policy someone has whose text the plan does not hold. */
export interface Attachment {
  readonly place: "identity" | "boundary";
  readonly arn: string;
  readonly change: ResourceChange;
  /** Set where nothing in the plan attaches it. */
  readonly byHand?: true;
}

export interface SubjectMoment {
  readonly sources: PolicySource[];
  readonly attachments: Attachment[];
}

/** Someone or something policies speak of: a role, a queue, a key. */
export interface Subject {
  readonly key: string;
  readonly kind: string;
  readonly name: string;
  /** What it is called in a report: its name, and what tells it from others of that name. */
  readonly label: string;
  readonly location: Location;
  /** The resource that is the subject, where the plan has it. */
  readonly resource: ResourceChange | undefined;
  readonly before: SubjectMoment;
  readonly after: SubjectMoment;
  /** The addresses of what gave it policies and is not applied again, though the subject is destroyed or made anew. */
  readonly leftBehind: string[];
}

export const MOMENTS: readonly Moment[] = ["before", "after"];

export function emptyMoment(): SubjectMoment {
  return { sources: [], attachments: [] };
}

/** Whether nothing that speaks of the subject changes, byte for byte. */
export function isUntouched({ before, after }: Subject): boolean {
  return sameList(before.sources, after.sources, sameSource) && hasSameAttachments({ before, after });
}

export function hasSameAttachments({ before, after }: Pick<Subject, Moment>): boolean {
  return sameList(before.attachments, after.attachments, (a, b) => a.arn === b.arn && a.place === b.place);
}

/** Whether the subject has a resource policy afterwards, as far as the plan tells. */
export function hasResourcePolicy({ after }: Subject): boolean {
  return after.sources.some(({ place }) => place === "resource");
}

/** Whether the subject itself goes away, so that what its policies forbade no longer matters. */
export function isDestroyed({ key, resource }: Subject): boolean {
  return resource?.action === "delete" || (resource?.action === "replace" && key === `${resource.address}\nbefore`);
}

function sameSource(a: PolicySource, b: PolicySource): boolean {
  return (
    a.place === b.place &&
    a.content.state === b.content.state &&
    a.content.state !== "unknown" &&
    (a.content.state !== "known" || b.content.state !== "known" || a.content.value === b.content.value) &&
    (a.content.state !== "sensitive" || a.change.before?.[a.attribute] === a.change.after?.[a.attribute])
  );
}

function sameList<T>(a: readonly T[], b: readonly T[], same: (a: T, b: T) => boolean): boolean {
  return a.length === b.length && a.every((item, index) => same(item, b[index] as T));
}
