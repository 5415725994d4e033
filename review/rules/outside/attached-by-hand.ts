import { isGrave } from "../../findings/gravity";
import { policyWords } from "../../findings/policy-words";
import type { PlanTransition } from "../../findings/reviewed-plan";
import type { Match, TransitionRule } from "../../findings/rule";
import { stateResources } from "../../plan/state-resources";
import { subjectTitle } from "../../report/sentences";
import { subjectNameOf } from "../../subject/review-subject";
import type { Subject } from "../../subject/subject";

/** A policy someone has that nothing in the plan gives: Terraform found it and leaves it alone. */
export const attachedByHand: TransitionRule = {
  id: "attached-by-hand",
  level: "widened",
  why: "it was given outside this code, which neither shows nor takes it away: bring it under Terraform, or remove it",
  transition: (plan) => plan.everySubject.flatMap((subject) => matches(subject, plan)),
};

function matches(subject: Subject, plan: PlanTransition): Match[] {
  const { sources, attachments } = subject.after;
  if (!sources.some(({ byHand }) => byHand) && !attachments.some(({ byHand }) => byHand)) return [];
  const elsewhere = managedElsewhere(plan);
  const where = subject.resource?.address ?? subject.key;
  const title = subjectTitle(subjectNameOf(subject));
  const match = (what: string, grave: boolean): Match => ({ where, what, ...(grave && { level: "high" as const }) });
  return [
    ...attachments
      .filter(({ arn, byHand }) => byHand && !elsewhere.has(`${subject.name}\n${arn}`))
      .map((attachment) =>
        match(
          `${title} has the managed policy ${attachment.arn}, which nothing in the plan gives it`,
          isGrave(subject, { attachments: [attachment] }, plan.after),
        ),
      ),
    ...sources
      .filter(({ byHand }) => byHand !== undefined && !elsewhere.has(`${subject.name}\n${byHand}`))
      .map((source) =>
        match(
          `${title} has the policy ${source.byHand}, which nothing in the plan gives it: ${policyWords(subject, { sources: [source] }, plan)}`,
          isGrave(subject, { sources: [source] }, plan.after),
        ),
      ),
  ];
}

/** Policies that resources of the state give, which a plan for some targets leaves out: by role and policy. */
function managedElsewhere({ plan }: PlanTransition): ReadonlySet<string> {
  const given = stateResources(plan).flatMap(({ type, values }) => {
    if (type === "aws_iam_role_policy_attachment") return [`${values?.role}\n${values?.policy_arn}`];
    return type === "aws_iam_role_policy" ? [`${values?.role}\n${values?.name}`] : [];
  });
  return new Set(given);
}
