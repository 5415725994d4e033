import type { ConfigurationIndex } from "../plan/configuration-index";
import type { ReferredResources } from "../plan/referred-resources";
import { type Moment, type ResourceChange, shownText } from "../plan/resource-change";
import { resourceType } from "../resource-types/all-resource-types";
import type { AttachmentPlace, PolicyPlace } from "../resource-types/resource-type";
import { leaveBehind } from "./leave-behind";
import { FilledIn } from "./policies/filled-in";
import { lambdaPermissionPolicy } from "./policies/lambda-permission";
import { ManagedPolicies } from "./policies/managed-policies";
import { addPoliciesOfUnknownKind } from "./policies/policies-of-unknown-kind";
import { PolicyContents } from "./policies/policy-contents";
import { PolicyDocuments } from "./policies/policy-documents";
import { MOMENTS, type Subject } from "./subject";
import { SubjectBook } from "./subject-book";
import { SubjectResolver } from "./subject-resolver";

/** Gathers what the plan's policies say, by the role, queue, key, … they speak of, before and after. */
export function collectSubjects(
  changes: readonly ResourceChange[],
  configuration: ConfigurationIndex,
  referred: ReferredResources,
): Subject[] {
  return new Collection(changes, configuration, referred).subjects();
}

class Collection {
  private readonly book: SubjectBook;
  private readonly managed: ManagedPolicies;
  private readonly contents: PolicyContents;
  private readonly filledIn: FilledIn;

  constructor(changes: readonly ResourceChange[], configuration: ConfigurationIndex, referred: ReferredResources) {
    this.contents = new PolicyContents(new PolicyDocuments(configuration, referred));
    this.managed = new ManagedPolicies(changes, configuration, referred, this.contents);
    this.book = new SubjectBook(new SubjectResolver(changes, configuration, referred));
    this.filledIn = new FilledIn(configuration, this.book, this.managed);
    for (const change of changes) {
      if (change.planned.mode === "data") continue;
      const { policies = [], attachments = [] } = resourceType(change.type);
      for (const place of policies) this.addPolicies(change, place);
      for (const place of attachments) this.addAttachments(change, place);
      if (/^aws(?:cc)?_lambda_permission$/.test(change.type)) this.addLambdaPermission(change);
    }
    this.filledIn.add(changes);
    for (const policy of this.managed.unreviewed()) this.addManagedPolicy(policy);
    addPoliciesOfUnknownKind(changes, configuration, this.book);
  }

  subjects(): Subject[] {
    const subjects = this.book.all();
    for (const subject of subjects) leaveBehind(subject);
    return subjects;
  }

  private addPolicies(change: ResourceChange, place: PolicyPlace): void {
    if (this.filledIn.postponesPolicy(change, place)) return;
    for (const moment of MOMENTS) {
      for (const content of this.contents.at(change, place, moment)) {
        for (const subject of this.subjectsOf(change, place, moment)) {
          subject[moment].sources.push({ place: place.place, change, attribute: place.attribute, ...content });
        }
      }
    }
  }

  /** A policy that does not say of what it is is told as its own resource's. */
  private subjectsOf(change: ResourceChange, { kind, subject }: PolicyPlace, moment: Moment): readonly Subject[] {
    const named = this.book.of(kind, change, subject, moment);
    return named.length > 0 ? named : this.book.of(kind, change, undefined, moment);
  }

  private addAttachments(change: ResourceChange, place: AttachmentPlace): void {
    if (this.filledIn.postponesAttachments(change, place)) return;
    for (const moment of MOMENTS) {
      const policies = this.managed.named(change, place.attribute, moment);
      if (policies.length === 0) continue;
      for (const subject of this.book.of(place.kind, change, place.subject, moment)) {
        for (const policy of policies) this.managed.give(policy, { subject, moment, place, change });
      }
    }
  }

  private addLambdaPermission(change: ResourceChange): void {
    for (const moment of MOMENTS) {
      const content = lambdaPermissionPolicy(change, moment);
      if (content.state === "absent") continue;
      for (const subject of this.book.of("function", change, "function_name", moment)) {
        subject[moment].sources.push({ place: "resource", change, attribute: "principal", content });
      }
    }
  }

  private addManagedPolicy(change: ResourceChange): void {
    for (const moment of MOMENTS) {
      const content = this.contents.ofManagedPolicy(change, moment);
      if (content.content.state === "absent") continue;
      const name = shownText(change, "name", "after") ?? shownText(change, "name", "before") ?? change.address;
      const subject = this.book.open("managed policy", { key: change.address, name, location: {}, resource: change });
      subject[moment].sources.push({ place: "identity", change, attribute: "policy", ...content });
    }
  }
}
