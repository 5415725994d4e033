import type { ActionCatalogue } from "../../aws/actions/service-actions";
import { compareGrants, type GrantChange } from "../../aws/policy/compare-grants";
import { type Grant, grantCovers } from "../../aws/policy/grant";
import type { ConfigurationIndex } from "../plan/configuration-index";
import type { Moment } from "../plan/resource-change";
import type { AttachmentChange, PermissionChange, SubjectName, UnreviewedPolicy } from "../report/report";
import type { Place } from "../resource-types/resource-type";
import { describePermissions } from "./describe-permissions";
import { isSameInMeaning, type ReadPolicy, type ReadSubject } from "./read-subject";
import { type Attachment, isDestroyed, MOMENTS, type PolicySource, type Subject } from "./subject";
import { unknownBecause } from "./unknown-because";

export interface SubjectReview {
  readonly permissions: readonly PermissionChange[];
  readonly attachments: readonly AttachmentChange[];
  readonly unreviewed: readonly UnreviewedPolicy[];
}

const PLACES: readonly Place[] = ["trust", "identity", "boundary", "resource"];

/** What changes for a subject. */
export function reviewSubject(
  read: ReadSubject,
  configuration: ConfigurationIndex,
  catalogue: ActionCatalogue,
): SubjectReview {
  const name = subjectNameOf(read.subject);
  return {
    permissions: isSameInMeaning(read) ? [] : PLACES.flatMap((place) => comparePlace(read, place, name, catalogue)),
    attachments: compareAttachments(read.subject, name),
    unreviewed: unreviewed(read, name, configuration),
  };
}

export function subjectNameOf({ kind, label, resource }: Subject): SubjectName {
  return { kind, name: label, ...(resource && { address: resource.address }) };
}

function comparePlace(
  { subject, before, after, unreadable }: ReadSubject,
  place: Place,
  name: SubjectName,
  catalogue: ActionCatalogue,
): PermissionChange[] {
  if (!MOMENTS.some((moment) => subject[moment].sources.some((source) => source.place === place))) return [];
  if (place === "boundary" && !boundaryStays(subject)) return [];
  const hidden = hiddenMoments(subject, place);
  for (const { source, moment } of unreadable) if (source.place === place) hidden.add(moment);
  const here = {
    before: before.filter(({ source }) => source.place === place),
    after: after.filter(({ source }) => source.place === place),
  };
  const said = { before: allGrants(here.before), after: allGrants(here.after) };
  const changes = compareGrants(said.before, said.after, catalogue).filter((change) => isCertain(change, hidden));
  if (changes.length === 0) return [];
  const addresses = { before: addressesOf(here.before), after: addressesOf(here.after) };
  const sayers = (change: GrantChange) => {
    const moment = isAfter(change) ? "after" : "before";
    const side = here[moment];
    if (side.length === 1) return addresses[moment];
    const own = side.filter(({ grants }) => grants.some(({ key }) => key === change.grant.key));
    return [...new Set(addressesOf(own))];
  };
  const denies = {
    before: said.before.filter(({ effect }) => effect === "Deny"),
    after: said.after.filter(({ effect }) => effect === "Deny"),
  };
  const isDenied = (change: GrantChange) =>
    change.grant.effect === "Allow" &&
    denies[isAfter(change) ? "after" : "before"].some((deny) => grantCovers(deny, change.grant));
  const destroyed = isDestroyed(subject);
  return describePermissions(
    changes.map((change) => ({
      change,
      where: sayers(change),
      opens: opens(change, destroyed),
      denied: isDenied(change),
    })),
    { subject: name, place },
    catalogue,
  );
}

/**
 * A policy that is hidden afterwards may still hold what seems to be removed, and one hidden before may have held what seems
 * to be new: only the other direction is certain. What is new is told all the same, since it is what the reader must not miss.
 */
function isCertain(change: GrantChange, hidden: ReadonlySet<Moment>): boolean {
  return isAfter(change) || !hidden.has("after");
}

function isAfter({ change }: Pick<GrantChange, "change">): boolean {
  return change === "added" || change === "widened";
}

function opens(change: GrantChange, destroyed: boolean): boolean {
  if (change.grant.effect === "Allow") return isAfter(change);
  return !isAfter(change) && !destroyed;
}

function addressesOf(policies: readonly ReadPolicy[]): readonly string[] {
  return policies.map(({ source }) => source.change.address);
}

/** Each grant once: within one policy it already is. */
function allGrants(policies: readonly ReadPolicy[]): readonly Grant[] {
  const [only, ...others] = policies;
  if (only === undefined || others.length === 0) return only?.grants ?? [];
  return [...new Map(policies.flatMap(({ grants }) => grants.map((grant) => [grant.key, grant]))).values()];
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
  return [...missing(after, before).map(described("added")), ...missing(before, after).map(described("removed"))];
}

type Given = Pick<Attachment, "place" | "arn" | "change">;

function unreviewed(read: ReadSubject, subject: SubjectName, configuration: ConfigurationIndex): UnreviewedPolicy[] {
  const hidden = read.subject.after.sources.flatMap((source): UnreviewedPolicy[] => {
    const { change, place, attribute, content, awaits = [] } = source;
    if (awaits.length > 0) return [{ subject, place, because: "partly", details: awaits, where: change.address }];
    if (content.state !== "unknown" && content.state !== "sensitive") return [];
    const details = content.state === "unknown" ? unknownBecause(change, attribute, configuration) : [];
    return [{ subject, place, because: content.state, details, where: change.address }];
  });
  const broken = read.unreadable.flatMap(({ source, problem, moment }): UnreviewedPolicy[] => {
    if (moment === "before") return [];
    return [{ subject, place: source.place, because: "unreadable", details: [problem], where: source.change.address }];
  });
  return [...hidden, ...broken];
}
