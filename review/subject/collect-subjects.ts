import type { ConfigurationIndex } from "../plan/configuration-index";
import { ReferredResources } from "../plan/referred-resources";
import { isMarked, type Moment, type ResourceChange, type Shown, shown, shownText } from "../plan/resource-change";
import { resourceType } from "../resource-types/all-resource-types";
import type { AttachmentPlace, PolicyPlace } from "../resource-types/resource-type";
import { lambdaPermissionPolicy } from "./lambda-permission";
import { ManagedPolicies } from "./managed-policies";
import { PolicyDocuments } from "./policy-documents";
import { emptyMoment, MOMENTS, type Subject } from "./subject";
import { type NamedSubject, SubjectResolver } from "./subject-resolver";

/** Gathers what the plan's policies say, by the role, queue, key, … they speak of, before and after. */
export function collectSubjects(changes: readonly ResourceChange[], configuration: ConfigurationIndex): Subject[] {
  return new Collection(changes, configuration).subjects();
}

/** A policy at one moment, and what its unknown leaves wait for. */
interface Content {
  readonly content: Shown;
  readonly awaits?: readonly string[];
}

class Collection {
  private readonly found = new Map<string, Subject>();
  private readonly computed: { readonly change: ResourceChange; readonly place: PolicyPlace }[] = [];
  private readonly resolver: SubjectResolver;
  private readonly managed: ManagedPolicies;
  private readonly documents: PolicyDocuments;

  constructor(
    changes: readonly ResourceChange[],
    private readonly configuration: ConfigurationIndex,
  ) {
    const referred = new ReferredResources(changes);
    this.resolver = new SubjectResolver(changes, configuration, referred);
    this.managed = new ManagedPolicies(changes, configuration, referred);
    this.documents = new PolicyDocuments(configuration, referred);
    for (const change of changes) {
      for (const place of resourceType(change.type).policies ?? []) this.addPolicies(change, place);
      for (const place of resourceType(change.type).attachments ?? []) this.addAttachments(change, place);
      if (change.type === "aws_lambda_permission") this.addLambdaPermission(change);
    }
    for (const { change, place } of this.computed) this.addComputed(change, place);
    for (const policy of this.managed.unreviewed()) this.addManagedPolicy(policy);
  }

  subjects(): Subject[] {
    return withLabels([...this.found.values()]);
  }

  private subject(kind: string, change: ResourceChange, attribute: string | undefined, moment: Moment): Subject[] {
    return this.resolver.resolve(kind, change, attribute, moment).map((named) => this.open(kind, named));
  }

  private open(kind: string, { key, name, location, resource }: NamedSubject): Subject {
    const known = this.found.get(key);
    if (known) return known;
    const label = name;
    const subject: Subject = {
      key,
      kind,
      name,
      label,
      location,
      resource,
      before: emptyMoment(),
      after: emptyMoment(),
    };
    this.found.set(key, subject);
    return subject;
  }

  private addPolicies(change: ResourceChange, place: PolicyPlace): void {
    if (this.isComputed(change, place.attribute, place.subject === undefined)) {
      this.computed.push({ change, place });
      return;
    }
    for (const moment of MOMENTS) {
      for (const read of this.contents(change, place, moment)) {
        for (const subject of this.subject(place.kind, change, place.subject, moment)) {
          subject[moment].sources.push({ place: place.place, change, attribute: place.attribute, ...read });
        }
      }
    }
  }

  /** The policies at a place: one, or one a block. */
  private contents(change: ResourceChange, { attribute, within }: PolicyPlace, moment: Moment): Content[] {
    const whole = shown(change, attribute, moment);
    if (whole.state === "absent") return [];
    if (within === undefined || whole.state !== "known" || !Array.isArray(whole.value))
      return [this.asFarAsKnown(whole, change, attribute)];
    return whole.value
      .map((_block, index) =>
        this.asFarAsKnown(blockContent(change, attribute, within, index, moment), change, attribute, index, within),
      )
      .filter(({ content }) => content.state !== "absent");
  }

  /** An unknown policy that is a document read at apply is known but for some of its leaves. */
  private asFarAsKnown(content: Shown, change: ResourceChange, ...path: readonly (string | number)[]): Content {
    const policy = content.state === "unknown" ? this.documents.at(change, ...path) : undefined;
    return policy ? { content: { state: "known", value: policy.text }, awaits: policy.awaits } : { content };
  }

  /**
   * A policy the configuration does not set is the one in force before, unless another resource says it; afterwards it still
   * is, unless another resource sets or has removed it.
   */
  private addComputed(change: ResourceChange, place: PolicyPlace): void {
    if (change.before === undefined || shown(change, place.attribute, "before").state !== "known") return;
    if (place.within !== undefined) {
      this.addComputedBlocks(change, place, place.within);
      return;
    }
    for (const subject of this.subject(place.kind, change, place.subject, "before")) {
      const [said, says] = MOMENTS.map((moment) =>
        subject[moment].sources.some((source) => source.place === place.place),
      );
      if (said) continue;
      const moments = says || !stays(change) ? (["before"] as const) : MOMENTS;
      const content = shown(change, place.attribute, "before");
      for (const moment of moments) {
        subject[moment].sources.push({ place: place.place, change, attribute: place.attribute, content });
      }
    }
  }

  /**
   * Blocks the configuration no longer has stay where they are, since Terraform leaves them alone; a resource that has the name
   * of one takes its place. Those that had such a resource before are that resource's.
   */
  private addComputedBlocks(change: ResourceChange, place: PolicyPlace, within: string): void {
    const blocks = change.before?.[place.attribute];
    for (const subject of this.subject(place.kind, change, place.subject, "before")) {
      const [had, has] = MOMENTS.map((moment) => policyNames(subject, moment));
      (Array.isArray(blocks) ? blocks : []).forEach((block: { name?: unknown } | null, index) => {
        const content = blockContent(change, place.attribute, within, index, "before");
        if (content.state === "absent" || had?.has(block?.name)) return;
        const source = { place: place.place, change, attribute: place.attribute, content };
        subject.before.sources.push(source);
        if (stays(change) && !has?.has(block?.name)) subject.after.sources.push(source);
      });
    }
  }

  private addAttachments(change: ResourceChange, place: AttachmentPlace): void {
    if (this.isComputed(change, place.attribute, place.subject === undefined)) return;
    for (const moment of MOMENTS) {
      const policies = this.managed.named(change, place.attribute, moment);
      if (policies.length === 0) continue;
      for (const subject of this.subject(place.kind, change, place.subject, moment)) {
        for (const policy of policies) {
          if (policy.kind === "arn") {
            const known = subject[moment].attachments.some(
              ({ arn, place: at }) => arn === policy.arn && at === place.place,
            );
            if (!known) subject[moment].attachments.push({ place: place.place, arn: policy.arn, change });
          } else if (policy.kind === "unknown") {
            const content: Shown = { state: "unknown" };
            subject[moment].sources.push({ place: place.place, change, attribute: place.attribute, content });
          } else {
            this.managed.markReviewed(policy.policy, moment);
            const read = this.asFarAsKnown(shown(policy.policy, "policy", moment), policy.policy, "policy");
            const source = { place: place.place, change: policy.policy, attribute: "policy", via: change, ...read };
            if (!subject[moment].sources.some((other) => other.change === policy.policy && other.place === place.place))
              subject[moment].sources.push(source);
          }
        }
      }
    }
  }

  private addLambdaPermission(change: ResourceChange): void {
    for (const moment of MOMENTS) {
      const content = lambdaPermissionPolicy(change, moment);
      if (content.state === "absent") continue;
      for (const subject of this.subject("function", change, "function_name", moment)) {
        subject[moment].sources.push({ place: "resource", change, attribute: "principal", content });
      }
    }
  }

  private addManagedPolicy(change: ResourceChange): void {
    for (const moment of MOMENTS) {
      const read = this.asFarAsKnown(shown(change, "policy", moment), change, "policy");
      if (read.content.state === "absent") continue;
      const name = shownText(change, "name", "after") ?? shownText(change, "name", "before") ?? change.address;
      const subject = this.open("managed policy", { key: change.address, name, location: {}, resource: change });
      subject[moment].sources.push({ place: "identity", change, attribute: "policy", ...read });
    }
  }

  /**
   * Whether the attribute only repeats what another resource sets: Terraform fills in a queue's `policy` from its
   * `aws_sqs_queue_policy`, as it was at the last refresh.
   */
  private isComputed(change: ResourceChange, attribute: string, isOwn: boolean): boolean {
    if (!isOwn || !this.configuration.declares(change.declared)) return false;
    if (this.configuration.sets(change.declared, attribute)) return false;
    const [before, after] = [change.before?.[attribute], change.after?.[attribute]];
    return (
      isMarked(change.planned.change.after_unknown, attribute) ||
      before === after ||
      JSON.stringify(before) === JSON.stringify(after)
    );
  }
}

/** Subjects of one kind and name are told apart by their region, their account or their address. */
function withLabels(subjects: readonly Subject[]): Subject[] {
  const byName = new Map<string, Subject[]>();
  for (const subject of subjects) {
    const name = `${subject.kind}\n${subject.name}`;
    const list = byName.get(name);
    if (list) list.push(subject);
    else byName.set(name, [subject]);
  }
  return subjects.map((subject) => {
    const others = byName.get(`${subject.kind}\n${subject.name}`) ?? [];
    return others.length < 2 ? subject : { ...subject, label: labelAmong(subject, others) };
  });
}

function labelAmong({ name, location, resource }: Subject, others: readonly Subject[]): string {
  const differs = (part: "region" | "account") =>
    location[part] !== undefined && new Set(others.map((other) => other.location[part])).size === others.length;
  if (differs("region")) return `${name} in ${location.region}`;
  if (differs("account")) return `${name} of ${location.account}`;
  return resource ? `${name} (${resource.address})` : name;
}

/** Whether the resource that is there before is there afterwards, with what the configuration does not set. */
function stays({ action, after }: ResourceChange): boolean {
  return after !== undefined && action !== "replace";
}

function blockContent(change: ResourceChange, attribute: string, within: string, index: number, moment: Moment): Shown {
  const { after_unknown: unknown, before_sensitive, after_sensitive } = change.planned.change;
  const marks = moment === "before" ? before_sensitive : after_sensitive;
  if (moment === "after" && isMarked(at(unknown, attribute, index), within)) return { state: "unknown" };
  if (isMarked(at(marks, attribute, index), within)) return { state: "sensitive" };
  const blocks = change[moment]?.[attribute];
  const value = (Array.isArray(blocks) ? blocks[index] : undefined)?.[within];
  return typeof value === "string" && value !== "" ? { state: "known", value } : { state: "absent" };
}

/** The names of the inline policies that resources of their own give a subject. */
function policyNames(subject: Subject, moment: Moment): Set<unknown> {
  const own = subject[moment].sources.filter(({ change }) => change.type === "aws_iam_role_policy");
  return new Set(own.map(({ change }) => shownText(change, "name", moment)));
}

function at(marks: unknown, attribute: string, index: number): unknown {
  const list = typeof marks === "object" && marks !== null ? (marks as Record<string, unknown>)[attribute] : undefined;
  return Array.isArray(list) ? list[index] : list;
}
