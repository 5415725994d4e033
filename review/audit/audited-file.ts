import type { PlanFacts } from "../findings/reviewed-plan";
import type { Moment } from "../plan/resource-change";
import type { Subject } from "../subject/subject";

/** A plan or a state, read, as it is at one moment. */
export interface AuditedFile {
  readonly facts: PlanFacts;
  readonly moment: Moment;
  /** What its policies speak of, by kind. */
  readonly subjects: ReadonlyMap<string, readonly Subject[]>;
}

export function auditedFile(facts: PlanFacts, moment: Moment): AuditedFile {
  const subjects = new Map<string, Subject[]>();
  for (const subject of facts.everySubject) {
    const known = subjects.get(subject.kind);
    if (known) known.push(subject);
    else subjects.set(subject.kind, [subject]);
  }
  return { facts, moment, subjects };
}
