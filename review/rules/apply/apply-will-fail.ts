import { fifoRefusals } from "../../findings/fifo-refusals";
import { madeTwice } from "../../findings/made-twice";
import { oversizedPolicies } from "../../findings/oversized-policies";
import type { PlanTransition } from "../../findings/reviewed-plan";
import type { Match, TransitionRule } from "../../findings/rule";
import { isChanged, type ResourceChange, shownText } from "../../plan/resource-change";
import { resourceType } from "../../resource-types/all-resource-types";

/** What AWS refuses: the plan does not ask it. */
export const applyWillFail: TransitionRule = {
  id: "apply-will-fail",
  level: "medium",
  why: "AWS refuses it, and the apply stops halfway",
  transition: (plan) => [
    ...plan.changes.flatMap((change) => refusals(change, plan)),
    ...overQuota(plan),
    ...madeTwice(plan),
  ],
};

function refusals(change: ResourceChange, plan: PlanTransition): Match[] {
  const { address, type, action } = change;
  if (action === "delete" || action === "forget") return [];
  const names = (resourceType(type).nameLimits ?? []).flatMap(({ attribute, length }) => {
    const name = shownText(change, attribute, "after");
    return name !== undefined && name.length > length
      ? [`${address} has a name of ${name.length} characters, and AWS allows ${length}: ${name}`]
      : [];
  });
  return [...names, ...fifoRefusals(change, plan)].map((what) => ({
    where: address,
    what,
  }));
}

function overQuota({ everySubject }: PlanTransition): Match[] {
  return everySubject.flatMap((subject) => {
    const given = [...subject.after.sources, ...subject.after.attachments];
    const changed = given.map(({ change }) => change).filter(isChanged);
    const attached = given.flatMap((each) => ("via" in each && each.via ? [each.via] : []));
    if (changed.length === 0 && !attached.some(isChanged)) return [];
    const where = (subject.resource ?? changed[0] ?? attached[0])?.address ?? subject.key;
    return oversizedPolicies(subject).map((match) => ({ ...match, where: match.where ?? where }));
  });
}
