import { oversizedPolicies } from "../../findings/oversized-policies";
import type { PlanTransition } from "../../findings/reviewed-plan";
import type { Match, TransitionRule } from "../../findings/rule";
import { isChanged, type ResourceChange, shown, shownText } from "../../plan/resource-change";
import { resourceType } from "../../resource-types/all-resource-types";

/** What AWS refuses: the plan does not ask it. */
export const applyWillFail: TransitionRule = {
  id: "apply-will-fail",
  level: "medium",
  why: "AWS refuses it, and the apply stops halfway",
  transition: (plan) => [...plan.changes.flatMap(refusals), ...overQuota(plan)],
};

function refusals(change: ResourceChange): Match[] {
  const { address, type, action } = change;
  if (action === "delete" || action === "forget") return [];
  const names = (resourceType(type).nameLimits ?? []).flatMap(({ attribute, length }) => {
    const name = shownText(change, attribute, "after");
    return name !== undefined && name.length > length
      ? [`${address} has a name of ${name.length} characters, and AWS allows ${length}: ${name}`]
      : [];
  });
  return [...names, ...(type === "aws_sqs_queue" ? queueProblems(change) : [])].map((what) => ({
    where: address,
    what,
  }));
}

/** A FIFO queue is one by its name and by its attribute, and so is its dead-letter queue. */
function queueProblems(change: ResourceChange): string[] {
  const { address } = change;
  const name = shownText(change, "name", "after");
  const fifo = shown(change, "fifo_queue", "after");
  if (name === undefined || fifo.state === "unknown") return [];
  const isFifo = fifo.state === "known" && fifo.value === true;
  const isNamed = name.endsWith(".fifo");
  const deadLetter = deadLetterQueue(shownText(change, "redrive_policy", "after"));
  return [
    ...(isFifo && !isNamed ? [`${address} is a FIFO queue, and its name does not end in .fifo: ${name}`] : []),
    ...(isNamed && !isFifo ? [`${address} is named ${name}, and is no FIFO queue`] : []),
    ...(deadLetter !== undefined && deadLetter.endsWith(".fifo") !== isFifo
      ? [
          `${address} is ${isFifo ? "a" : "no"} FIFO queue, and its dead-letter queue ${deadLetter} ${isFifo ? "is none" : "is one"}`,
        ]
      : []),
  ];
}

function deadLetterQueue(redrivePolicy: string | undefined): string | undefined {
  const arn = /"deadLetterTargetArn"\s*:\s*"([^"]+)"/.exec(redrivePolicy ?? "")?.[1];
  return arn?.slice(arn.lastIndexOf(":") + 1);
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
