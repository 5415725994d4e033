import type { Moment, ResourceChange } from "../plan/resource-change";
import { emptyMoment, type Subject } from "./subject";
import { withLabels } from "./subject-labels";
import type { NamedSubject, SubjectResolver } from "./subject-resolver";

/** The subjects found so far, each once. */
export class SubjectBook {
  private readonly found = new Map<string, Subject>();

  constructor(private readonly resolver: SubjectResolver) {}

  /** Those whom an attribute of a resource names; without one, the resource itself. */
  of(kind: string, change: ResourceChange, attribute: string | undefined, moment: Moment): Subject[] {
    return this.resolver.resolve(kind, change, attribute, moment).map((named) => this.open(kind, named));
  }

  open(kind: string, { key, name, location, resource }: NamedSubject): Subject {
    const known = this.found.get(key);
    if (known) return known;
    const [before, after] = [emptyMoment(), emptyMoment()];
    const subject: Subject = { key, kind, name, label: name, location, resource, before, after, leftBehind: [] };
    this.found.set(key, subject);
    return subject;
  }

  all(): Subject[] {
    return withLabels([...this.found.values()]);
  }
}
