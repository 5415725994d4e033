import type { ConfigurationIndex } from "../../plan/configuration-index";
import { isMarked, type Moment, type ResourceChange, shown, shownText } from "../../plan/resource-change";
import { resourceType } from "../../resource-types/all-resource-types";
import type { AttachmentPlace, PolicyPlace } from "../../resource-types/resource-type";
import { MOMENTS, type PolicySource, type Subject } from "../subject";
import type { SubjectBook } from "../subject-book";
import { subjectName } from "../subject-name";
import type { ManagedPolicies } from "./managed-policies";
import { blockContent } from "./policy-contents";

/**
 * Attributes that Terraform fills in with what it found at its last refresh: a queue's `policy` is the one its
 * `aws_sqs_queue_policy` sets, and a role's `inline_policy` holds whatever the role has, given by hand too.
 */
export class FilledIn {
  private readonly policies: { readonly change: ResourceChange; readonly place: PolicyPlace }[] = [];
  private readonly attachments: { readonly change: ResourceChange; readonly place: AttachmentPlace }[] = [];

  constructor(
    private readonly configuration: ConfigurationIndex,
    private readonly book: SubjectBook,
    private readonly managed: ManagedPolicies,
  ) {}

  /** Whether a policy is filled in, and so is looked at when all else is known. */
  postponesPolicy(change: ResourceChange, place: PolicyPlace): boolean {
    const postponed = place.subject === undefined && this.isFilledIn(change, place.attribute);
    if (postponed) this.policies.push({ change, place });
    return postponed;
  }

  /** The same for managed policies; a boundary is never filled in by anyone else. */
  postponesAttachments(change: ResourceChange, place: AttachmentPlace): boolean {
    if (place.subject !== undefined || place.place === "boundary") return false;
    const postponed = this.isFilledIn(change, place.attribute);
    if (postponed) this.attachments.push({ change, place });
    return postponed;
  }

  /** Adds what nothing else in the plan gives. */
  add(changes: readonly ResourceChange[]): void {
    const kept = keptNames(changes);
    for (const { change, place } of this.policies) {
      const moments = isRefreshed(change) ? MOMENTS : (["before"] as const);
      if (!moments.some((moment) => shown(change, place.attribute, moment).state === "known")) continue;
      if (place.within === undefined) this.addPolicy(change, place);
      else this.addBlocks(change, place, place.within, kept);
    }
    const exclusive = this.exclusiveSubjects(changes);
    for (const { change, place } of this.attachments) this.addAttachments(change, place, exclusive);
  }

  /**
   * A policy the configuration does not set is the one in force before, unless another resource says it; afterwards it still
   * is, unless another resource sets or has removed it.
   */
  private addPolicy(change: ResourceChange, { place, attribute, kind, subject: named }: PolicyPlace): void {
    for (const subject of this.book.of(kind, change, named, "before")) {
      const [said, says] = MOMENTS.map((moment) => subject[moment].sources.some((source) => source.place === place));
      const add = (to: Moment, from: Moment) => {
        const content = shown(change, attribute, from);
        if (content.state === "known") subject[to].sources.push({ place, change, attribute, content });
      };
      if (!said) add("before", "before");
      if (says || (said && !isRefreshed(change)) || !stays(change)) continue;
      add("after", isRefreshed(change) ? "after" : "before");
    }
  }

  /**
   * Blocks the configuration does not have stay where they are, since Terraform leaves them alone, unless a resource of their
   * name takes their place or a list of the only names leaves them out. Those that had such a resource before are that
   * resource's.
   */
  private addBlocks(change: ResourceChange, place: PolicyPlace, within: string, kept: KeptNames): void {
    for (const subject of this.book.of(place.kind, change, place.subject, "before")) {
      const [had, has] = MOMENTS.map((moment) => policyNames(subject, moment));
      const only = kept(subject);
      const remains = ({ name }: NamedSource) => stays(change) && !has?.has(name) && (only?.has(name) ?? true);
      const before = blocksAt(change, place, within, "before").filter(({ name }) => !had?.has(name));
      const after = isRefreshed(change) ? blocksAt(change, place, within, "after") : before;
      const asLeft = (block: NamedSource) => (remains(block) ? { ...block.source, byHand: block.name } : block.source);
      subject.before.sources.push(...before.map(asLeft));
      subject.after.sources.push(...after.filter(remains).map(asLeft));
    }
  }

  private addAttachments(change: ResourceChange, place: AttachmentPlace, exclusive: ReadonlySet<string>): void {
    for (const subject of this.book.of(place.kind, change, undefined, "before")) {
      const remains = stays(change) && !exclusive.has(subject.key);
      const given = { subject, place, change, ...(remains && { byHand: true as const }) };
      const policies = (moment: Moment) =>
        this.managed.named(change, place.attribute, moment).filter(({ kind }) => kind !== "unknown");
      const before = policies("before").filter((policy) => !this.managed.has(policy, subject, "before", place));
      const after = isRefreshed(change) ? policies("after") : before;
      for (const policy of before) this.managed.give(policy, { ...given, moment: "before" });
      for (const policy of remains ? after : []) this.managed.give(policy, { ...given, moment: "after" });
    }
  }

  /** Those from whom a list of the only managed policies takes every other away. */
  private exclusiveSubjects(changes: readonly ResourceChange[]): Set<string> {
    const keys = changes.flatMap((change) =>
      (resourceType(change.type).attachments ?? [])
        .filter(({ isExclusive }) => isExclusive === true && change.after !== undefined)
        .flatMap((place) => this.book.of(place.kind, change, place.subject, "after").map(({ key }) => key)),
    );
    return new Set(keys);
  }

  private isFilledIn(change: ResourceChange, attribute: string): boolean {
    // What stays without a configuration is a state's, where nothing tells who set what.
    if (!this.configuration.declares(change.declared)) return change.action === "no-op";
    if (this.configuration.sets(change.declared, attribute)) return false;
    const [before, after] = [change.before?.[attribute], change.after?.[attribute]];
    return (
      isRefreshed(change) ||
      isMarked(change.planned.change.after_unknown, attribute) ||
      before === after ||
      JSON.stringify(before) === JSON.stringify(after)
    );
  }
}

/** Whether a refresh found the change, which is then no plan's. */
function isRefreshed({ planned }: ResourceChange): boolean {
  return planned.refreshed === true;
}

interface NamedSource {
  readonly name: string;
  readonly source: PolicySource;
}

/** The policies in a list of blocks, by name. */
function blocksAt(
  change: ResourceChange,
  { place, attribute }: PolicyPlace,
  within: string,
  moment: Moment,
): NamedSource[] {
  const blocks = change[moment]?.[attribute];
  return (Array.isArray(blocks) ? blocks : []).flatMap((block: { name?: unknown } | null, index) => {
    const content = blockContent(change, attribute, within, index, moment);
    if (content.state === "absent") return [];
    return [{ name: String(block?.name ?? ""), source: { place, change, attribute, content } }];
  });
}

/** Whether the resource that is there before is there afterwards, with what the configuration does not set. */
function stays({ action, after }: ResourceChange): boolean {
  return after !== undefined && action !== "replace";
}

/** The names of the inline policies that resources of their own give a subject. */
function policyNames(subject: Subject, moment: Moment): Set<unknown> {
  const own = subject[moment].sources.filter(({ change }) => change.type === "aws_iam_role_policy");
  return new Set(own.map(({ change }) => shownText(change, "name", moment)));
}

/** The only inline policies a subject may keep, where a resource says so. */
type KeptNames = (subject: Subject) => ReadonlySet<string> | undefined;

function keptNames(changes: readonly ResourceChange[]): KeptNames {
  const bySubject = new Map<string, ReadonlySet<string>>();
  for (const change of changes) {
    const list = resourceType(change.type).exclusiveNames;
    const subject = list && shownText(change, list.subject, "after");
    const names = list && shown(change, list.attribute, "after");
    if (!list || subject === undefined || names?.state !== "known" || !Array.isArray(names.value)) continue;
    bySubject.set(`${list.kind}\n${subjectName(list.kind, subject)}`, new Set(names.value.map(String)));
  }
  return ({ kind, name }) => bySubject.get(`${kind}\n${name}`);
}
