import type { PlanTransition } from "../../findings/reviewed-plan";
import type { Match, TransitionRule } from "../../findings/rule";
import { isChanged } from "../../plan/resource-change";
import { subjectTitle } from "../../report/sentences";
import { subjectNameOf } from "../../subject/review-subject";
import type { PolicySource, Subject } from "../../subject/subject";

/** Two resources that each set the one policy of something, or keep it to their own. */
export const twoOwnersOfOnePolicy: TransitionRule = {
  id: "two-owners-of-one-policy",
  level: "medium",
  why: "each apply puts one in the other's place, and every plan changes it back: keep it in one resource",
  transition: (plan) => plan.everySubject.flatMap((subject) => matches(subject, plan)),
};

function matches(subject: Subject, { configuration }: PlanTransition): Match[] {
  const set = subject.after.sources.filter(
    (source) => source.byHand === undefined && configuration.sets(source.change.declared, source.attribute),
  );
  const owners = subject.kind === "role" ? inlineOwners(set) : resourceOwners(set);
  const changes = [...new Set(owners.map(({ change }) => change))];
  if (changes.length < 2 || !changes.some(isChanged)) return [];
  const [first, ...others] = changes.map(({ address }) => address);
  const where = others.at(-1) ?? "";
  const title = subjectTitle(subjectNameOf(subject));
  return [{ where, what: `${title} has its policy from ${[first, ...others].join(" and from ")}` }];
}

/** What has one policy has one owner of it; each permission of a function is its own. */
function resourceOwners(sources: readonly PolicySource[]): readonly PolicySource[] {
  return sources.filter(({ place, change }) => place === "resource" && !change.type.endsWith("_lambda_permission"));
}

/** A role with `inline_policy` blocks removes every inline policy that is in none of them. */
function inlineOwners(sources: readonly PolicySource[]): readonly PolicySource[] {
  const inline = sources.filter(({ place, via }) => place === "identity" && via === undefined);
  return inline.some(({ attribute }) => attribute === "inline_policy") ? inline : [];
}
