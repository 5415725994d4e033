import type { Clause } from "../../aws/policy/clause";
import type { GrantChange } from "../../aws/policy/compare-clauses";
import { ARNS, type PatternOrder, PLAIN, type Region, regionsOverlap } from "../../aws/policy/region";
import type { Moment } from "../plan/resource-change";
import { readSubject } from "./read-subject";
import type { Subject } from "./subject";

/** What the policies of a plan's roles, users and groups allow, read when it is first asked for. */
export class PlanAllows {
  private readonly known = new Map<Moment, readonly Clause[] | "not all shown">();

  constructor(private readonly subjects: readonly Subject[]) {}

  /** Whether one of them may allow something of what a Deny speaks of. */
  meet({ actions, resources }: GrantChange, moment: Moment): boolean {
    const allows = this.known.get(moment) ?? this.read(moment);
    this.known.set(moment, allows);
    if (allows === "not all shown") return true;
    return allows.some((allow) => overlap(PLAIN, allow.actions, actions) && overlap(ARNS, allow.resources, resources));
  }

  private read(moment: Moment): readonly Clause[] | "not all shown" {
    if (this.subjects.some((subject) => isPartlyHidden(subject, moment))) return "not all shown";
    const ofPeople = this.subjects.filter((subject) =>
      subject[moment].sources.some(({ place }) => place === "identity"),
    );
    const policies = ofPeople.flatMap((subject) => readSubject(subject)[moment]);
    return policies
      .filter(({ source }) => source.place === "identity")
      .flatMap(({ clauses }) => clauses.filter(({ effect }) => effect === "Allow"));
  }
}

/** Whether a subject has permissions that the plan does not show. */
export function isPartlyHidden(subject: Subject, moment: Moment): boolean {
  const { sources, attachments } = subject[moment];
  return (
    attachments.some(({ place }) => place === "identity") ||
    sources.some(
      ({ place, content, awaits }) => place === "identity" && (content.state !== "known" || awaits !== undefined),
    )
  );
}

/** Whether one list of regions has something in common with another. */
export function overlap(order: PatternOrder, first: readonly Region[], second: readonly Region[]): boolean {
  return first.some((one) => second.some((other) => regionsOverlap(order, one, other)));
}
