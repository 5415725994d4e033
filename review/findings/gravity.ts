import { administratorAccess } from "../rules/identity/administrator-access";
import { passRoleAnywhere } from "../rules/identity/pass-role-anywhere";
import { privilegeEscalation } from "../rules/identity/privilege-escalation";
import { openToEveryone } from "../rules/resource/open-to-everyone";
import { trustOfEveryone } from "../rules/trust/trust-of-everyone";
import { readSubject } from "../subject/read-subject";
import { emptyMoment, type Subject, type SubjectMoment } from "../subject/subject";
import { subjectState } from "./plan-states";
import type { PlanState } from "./reviewed-plan";
import type { StateRule } from "./rule";

/** The rules of what a policy allows that nobody may overlook. */
const GRAVE: readonly StateRule[] = [
  administratorAccess,
  privilegeEscalation,
  passRoleAnywhere,
  trustOfEveryone,
  openToEveryone,
];

/** A subject with only some of its policies, as if they were new. */
export function onlyWith(subject: Subject, policies: Partial<SubjectMoment>): Subject {
  return { ...subject, before: emptyMoment(), after: { ...emptyMoment(), ...policies } };
}

/** What is grave of a subject by its policies alone, as the rules say it. */
export function graveMatters(subject: Subject, after: PlanState): readonly string[] {
  const subjects = [subjectState(readSubject(subject), "after")];
  const state = { ...after, subjects, tasks: [], resources: [] };
  return GRAVE.flatMap((rule) => rule.state(state).filter(({ level }) => level === undefined)).map(({ what }) => what);
}

/** Whether any of the policies is grave. */
export function isGrave(subject: Subject, policies: Partial<SubjectMoment>, after: PlanState): boolean {
  return graveMatters(onlyWith(subject, policies), after).length > 0;
}
