import { isGrave } from "../../findings/gravity";
import { policyWords } from "../../findings/policy-words";
import type { PlanTransition } from "../../findings/reviewed-plan";
import type { Match, TransitionRule } from "../../findings/rule";
import { subjectTitle } from "../../report/sentences";
import { subjectNameOf } from "../../subject/review-subject";
import type { Subject } from "../../subject/subject";

/** A policy that is imported: it is in force already, and from now on this code's. */
export const comesUnderTerraform: TransitionRule = {
  id: "comes-under-terraform",
  level: "low",
  why: "nothing changes for anyone, but whoever approves the plan stands for what the policy allows",
  transition: (plan) => plan.everySubject.flatMap((subject) => matches(subject, plan)),
};

function matches(subject: Subject, plan: PlanTransition): Match[] {
  const title = subjectTitle(subjectNameOf(subject));
  const sources = subject.after.sources.filter(({ change, via }) => isImported(via ?? change));
  const attachments = subject.after.attachments.filter(({ change }) => isImported(change));
  return [
    ...sources.map((source) => ({
      where: (source.via ?? source.change).address,
      what: `${title} comes under Terraform as it is: ${policyWords(subject, { sources: [source] }, plan)}`,
      ...(isGrave(subject, { sources: [source] }, plan.after) && { level: "high" as const }),
    })),
    ...attachments.map((attachment) => ({
      where: attachment.change.address,
      what: `${title} comes under Terraform with the managed policy ${attachment.arn}`,
      ...(isGrave(subject, { attachments: [attachment] }, plan.after) && { level: "high" as const }),
    })),
  ];
}

function isImported({ planned }: { readonly planned: { readonly change: { readonly importing?: unknown } } }): boolean {
  return planned.change.importing !== undefined && planned.change.importing !== null;
}
