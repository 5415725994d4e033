import { isGrave } from "../../findings/gravity";
import { policyWords } from "../../findings/policy-words";
import type { PlanTransition } from "../../findings/reviewed-plan";
import type { Match, TransitionRule } from "../../findings/rule";
import type { ResourceChange } from "../../plan/resource-change";
import { subjectTitle } from "../../report/sentences";
import { subjectNameOf } from "../../subject/review-subject";
import type { Subject } from "../../subject/subject";
import { givenWithoutPolicy } from "../resource/given-without-policy";
import { publicAccess } from "../resource/public-access";

/** A policy that is imported, or what opens or gives something without one: it is in force already, and from now on this code's. */
export const comesUnderTerraform: TransitionRule = {
  id: "comes-under-terraform",
  level: "low",
  why: "nothing changes for anyone, but whoever approves the plan stands for what the policy allows",
  transition: (plan) => [...plan.everySubject.flatMap((subject) => matches(subject, plan)), ...withoutPolicy(plan)],
};

/** What opens or gives something, and is left as it was found: what is changed besides is told by the change's own rules. */
function withoutPolicy({ everything, before }: PlanTransition): Match[] {
  const resources = everything.filter((change) => change.action === "no-op" && isImported(change));
  if (resources.length === 0) return [];
  const state = { ...before, resources };
  return [publicAccess, givenWithoutPolicy].flatMap((rule) =>
    rule.state(state).map(({ where, what, level = rule.level }) => ({
      where,
      what: `${where} comes under Terraform as it is: ${what.replace(`${where} `, "it ")}`,
      ...(level === "high" && { level }),
    })),
  );
}

function matches(subject: Subject, plan: PlanTransition): Match[] {
  const title = subjectTitle(subjectNameOf(subject));
  const sources = subject.after.sources.filter(({ change, via }) => isImported(via ?? change));
  const attachments = subject.after.attachments.filter(({ change }) => isImported(change));
  return [
    ...sources.map((source) => ({
      where: (source.via ?? source.change).address,
      what: `${title} comes under Terraform ${isLeft(source.via ?? source.change) ? "as it is" : "and is changed"}: ${policyWords(subject, { sources: [source] }, plan)}`,
      ...(isGrave(subject, { sources: [source] }, plan.after) && { level: "high" as const }),
    })),
    ...attachments.map((attachment) => ({
      where: attachment.change.address,
      what: `${title} comes under Terraform with the managed policy ${attachment.arn}`,
      ...(isGrave(subject, { attachments: [attachment] }, plan.after) && { level: "high" as const }),
    })),
  ];
}

function isLeft({ action }: ResourceChange): boolean {
  return action === "no-op";
}

function isImported({ planned }: { readonly planned: { readonly change: { readonly importing?: unknown } } }): boolean {
  return planned.change.importing !== undefined && planned.change.importing !== null;
}
