import type { Clause } from "../../aws/policy/clause";
import { type ComparedWith, compareClauses, type GrantChange } from "../../aws/policy/compare-clauses";
import type { Moment } from "../plan/resource-change";
import type { AttachmentChange, PermissionChange, SubjectName, UnreviewedPolicy } from "../report/report";
import { resourceType } from "../resource-types/all-resource-types";
import type { Place } from "../resource-types/resource-type";
import { describePermissions } from "./describe-permissions";
import { isPartlyHidden, type PlanAllows } from "./plan-allows";
import { isSameInMeaning, type ReadPolicy, type ReadSubject } from "./read-subject";
import { type Attachment, isDestroyed, MOMENTS, type PolicySource, type Subject } from "./subject";
import { type References, unknownBecause } from "./unknown-because";

export interface SubjectReview {
  readonly permissions: readonly PermissionChange[];
  readonly attachments: readonly AttachmentChange[];
  readonly unreviewed: readonly UnreviewedPolicy[];
}

const PLACES: readonly Place[] = ["trust", "identity", "boundary", "resource"];

/** What changes for a subject. */
export function reviewSubject(
  read: ReadSubject,
  references: References,
  compared: ComparedWith,
  allows: PlanAllows,
): SubjectReview {
  const name = subjectNameOf(read.subject);
  return {
    permissions: isSameInMeaning(read)
      ? []
      : PLACES.flatMap((place) => comparePlace(read, place, name, { compared, allows })),
    attachments: compareAttachments(read.subject, name),
    unreviewed: unreviewed(read, name, references),
  };
}

export function subjectNameOf({ kind, label, resource }: Subject): SubjectName {
  return { kind, name: label, ...(resource && { address: resource.address }) };
}

function comparePlace(
  { subject, before, after, unreadable }: ReadSubject,
  place: Place,
  name: SubjectName,
  { compared, allows }: { readonly compared: ComparedWith; readonly allows: PlanAllows },
): PermissionChange[] {
  if (!MOMENTS.some((moment) => subject[moment].sources.some((source) => source.place === place))) return [];
  if (place === "boundary" && !boundaryStays(subject)) return [];
  const hidden = hiddenMoments(subject, place);
  for (const { source, moment } of unreadable) if (source.place === place) hidden.add(moment);
  const here = {
    before: before.filter(({ source }) => source.place === place),
    after: after.filter(({ source }) => source.place === place),
  };
  const clauses = { before: allClauses(here.before), after: allClauses(here.after) };
  const changes = compareClauses(clauses.before, clauses.after, compared);
  const certain = changes
    .filter((change) => isCertain(change, hidden))
    .map((change) => (isAllowedElsewhere(change, { subject, place, hidden, allows }) ? unproven(change) : change));
  if (certain.length === 0) return [];
  const addresses = { before: addressesOf(here.before), after: addressesOf(here.after) };
  const sayers = (change: GrantChange) => {
    const moment = isAfter(change) ? "after" : "before";
    const side = here[moment];
    if (side.length === 1) return addresses[moment];
    const own = side.filter(({ clauses }) => clauses.some(({ key }) => key === change.clause.key));
    return [...new Set(addressesOf(own))];
  };
  const destroyed = isDestroyed(subject);
  return describePermissions(
    certain.map((change) => ({ change, where: sayers(change), opens: opens(change, destroyed) })),
    { subject: name, place, clauses },
    compared.catalogue,
  );
}

/**
 * A policy that is hidden afterwards may still hold what seems to be removed, and one hidden before may have held what seems
 * to be new: only the other direction is certain. What is new is told all the same, since it is what the reader must not miss.
 */
function isCertain(change: GrantChange, hidden: ReadonlySet<Moment>): boolean {
  return isAfter(change) || !hidden.has("after");
}

/** Where the Allows of one policy are not the only ones there can be: a key's or an endpoint's policy must allow by itself. */
const BY_THEMSELVES = ["key", "endpoint"];

/** Whether a Deny that forbids nothing its own policy allows may forbid what another policy does, or one that is not shown. */
function isAllowedElsewhere(change: GrantChange, { subject, place, hidden, allows }: Elsewhere): boolean {
  if (typeof change.proof === "string" || !("withoutEffect" in change.proof)) return false;
  if (change.proof.withoutEffect !== "notAllowed") return false;
  const moment = isAfter(change) ? "before" : "after";
  if (hidden.has(moment)) return true;
  if (place === "identity") return isPartlyHidden(subject, moment);
  // What a service control policy denies, others of the organization allow.
  if (place === "boundary") return subject.kind === "organization policy";
  return place === "resource" && !BY_THEMSELVES.includes(subject.kind) && allows.meet(change, moment);
}

interface Elsewhere {
  readonly subject: Subject;
  readonly place: Place;
  readonly hidden: ReadonlySet<Moment>;
  readonly allows: PlanAllows;
}

function unproven(change: GrantChange): GrantChange {
  return { ...change, proof: "allowed elsewhere" };
}

function isAfter({ change }: Pick<GrantChange, "change">): boolean {
  return change === "added" || change === "widened";
}

function opens(change: GrantChange, destroyed: boolean): boolean {
  if (change.effect === "Allow") return isAfter(change);
  return !isAfter(change) && !destroyed;
}

function addressesOf(policies: readonly ReadPolicy[]): readonly string[] {
  return policies.map(({ source }) => source.change.address);
}

/** Each clause once: within one policy it already is. */
function allClauses(policies: readonly ReadPolicy[]): readonly Clause[] {
  const [only, ...others] = policies;
  if (only === undefined || others.length === 0) return only?.clauses ?? [];
  return [...new Map(policies.flatMap(({ clauses }) => clauses.map((clause) => [clause.key, clause]))).values()];
}

function hiddenMoments(subject: Subject, place: Place): Set<Moment> {
  return new Set(
    MOMENTS.filter((moment) =>
      subject[moment].sources.some((source) => source.place === place && source.content.state !== "known"),
    ),
  );
}

/** Whether a boundary's text can be compared: where one is set, lifted or exchanged, its name says more. */
function boundaryStays(subject: Subject): boolean {
  return boundaries(subject, "before").join() === boundaries(subject, "after").join();
}

function contentsOf(subject: Subject, moment: Moment): PolicySource[] {
  return subject[moment].sources.filter(({ place }) => place === "boundary");
}

/** The boundaries a subject has, by ARN or by the address of a policy of the plan. */
function boundaries(subject: Subject, moment: Moment): string[] {
  const outside = subject[moment].attachments.filter(({ place }) => place === "boundary").map(({ arn }) => arn);
  return [
    ...contentsOf(subject, moment)
      .filter((source) => !isItself(source, subject))
      .map(({ change }) => change.address),
    ...outside,
  ];
}

/** An organization policy is a limit of its own and nobody's boundary. */
function isItself({ change }: PolicySource, { resource }: Subject): boolean {
  return change === resource && change.type === "aws_organizations_policy";
}

function compareAttachments(subject: Subject, name: SubjectName): AttachmentChange[] {
  const of = (moment: Moment): Given[] => [
    ...subject[moment].attachments,
    ...contentsOf(subject, moment)
      .filter((source) => !isItself(source, subject) && source.change.type === "aws_iam_policy")
      .map(({ change }) => ({ place: "boundary" as const, arn: change.address, change })),
  ];
  const [before, after] = [of("before"), of("after")];
  const missing = (these: readonly Given[], others: readonly Given[]) =>
    these.filter(({ arn, place }) => !others.some((other) => other.arn === arn && other.place === place));
  const described =
    (change: "added" | "removed") =>
    ({ place, arn, change: { address } }: Given): AttachmentChange => ({
      subject: name,
      place,
      change,
      opens: place === "identity" ? change === "added" : change === "removed" && !isDestroyed(subject),
      policy: arn,
      where: address,
    });
  const hidden = hiddenAttachments(subject);
  const lost = missing(before, after).filter(({ place }) => !hidden.has(place));
  return [...missing(after, before).map(described("added")), ...lost.map(described("removed"))];
}

/** Where a subject has managed policies afterwards of which the plan does not say which: what seems to go may be one of them. */
function hiddenAttachments({ after }: Subject): ReadonlySet<Place> {
  const hidden = after.sources.filter(
    ({ content, change, attribute }) =>
      content.state !== "known" &&
      (resourceType(change.type).attachments ?? []).some((place) => place.attribute === attribute),
  );
  return new Set(hidden.map(({ place }) => place));
}

type Given = Pick<Attachment, "place" | "arn" | "change">;

function unreviewed(read: ReadSubject, subject: SubjectName, references: References): UnreviewedPolicy[] {
  const hidden = read.subject.after.sources.flatMap((source): UnreviewedPolicy[] => {
    const { change, place, attribute, content, awaits = [] } = source;
    if (awaits.length > 0) return [{ subject, place, because: "partly", details: awaits, where: change.address }];
    if (content.state !== "unknown" && content.state !== "sensitive") return [];
    const details = content.state === "unknown" ? unknownBecause(change, attribute, references) : [];
    return [{ subject, place, because: content.state, details, where: change.address }];
  });
  const broken = read.unreadable.flatMap(({ source, problem, moment }): UnreviewedPolicy[] => {
    if (moment === "before") return [];
    return [{ subject, place: source.place, because: "unreadable", details: [problem], where: source.change.address }];
  });
  return [...hidden, ...broken];
}
