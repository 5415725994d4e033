import { grouped } from "../../aws/grouped";
import type { PlanFacts } from "../findings/reviewed-plan";
import type { Moment, ResourceChange } from "../plan/resource-change";
import type { Subject } from "../subject/subject";

/** A plan or a state, read, as it is at one moment. */
export interface AuditedFile {
  readonly facts: PlanFacts;
  readonly moment: Moment;
  /** What its policies speak of, by kind. */
  readonly subjects: ReadonlyMap<string, readonly Subject[]>;
  /** The managed resources that there are at the moment, by type. */
  readonly resources: ReadonlyMap<string, readonly ResourceChange[]>;
}

export function auditedFile(facts: PlanFacts, moment: Moment): AuditedFile {
  const there = facts.everything.filter((change) => change.planned.mode !== "data" && change[moment] !== undefined);
  return {
    facts,
    moment,
    subjects: grouped(facts.everySubject, ({ kind }) => kind),
    resources: grouped(there, ({ type }) => type),
  };
}
