import { grouped } from "../../../aws/grouped";
import { leftOutOfLists } from "../../findings/exclusive-lists";
import type { PlanTransition } from "../../findings/reviewed-plan";
import type { Match, TransitionRule } from "../../findings/rule";
import { resourcesReferredTo } from "../../plan/referred-resources";
import { isChanged, type ResourceChange, shownText } from "../../plan/resource-change";
import { subjectTitle } from "../../report/sentences";
import { resourceType } from "../../resource-types/all-resource-types";
import { subjectNameOf } from "../../subject/review-subject";
import type { PolicySource, Subject } from "../../subject/subject";

/** Two resources that each set the one policy of something, or keep it to their own. */
export const twoOwnersOfOnePolicy: TransitionRule = {
  id: "two-owners-of-one-policy",
  level: "medium",
  why: "each apply puts one in the other's place, and every plan changes it back: keep it in one resource",
  transition: (plan) => {
    const nameLists = plan.everything.filter(({ type }) => resourceType(type).exclusiveNames !== undefined);
    return [
      ...plan.everySubject.flatMap((subject) => [
        ...matches(subject, plan),
        ...sameNames(subject),
        ...leftOut(subject, nameLists, plan),
      ]),
      ...attachedElsewhere(plan),
    ];
  },
};

/** Inline policies of one name are one policy. */
function sameNames(subject: Subject): Match[] {
  if (subject.after.sources.length < 2) return [];
  const byName = new Map<string, ResourceChange>();
  return subject.after.sources.flatMap(({ place, via, change }) => {
    const name = /_(?:role|user|group)_policy$/.test(change.type) ? shownText(change, "name", "after") : undefined;
    if (place !== "identity" || via !== undefined || name === undefined) return [];
    const first = byName.get(name);
    byName.set(name, change);
    if (first === undefined || first === change || ![first, change].some(isChanged)) return [];
    const title = subjectTitle(subjectNameOf(subject));
    const what = `${title} has its policy ${name} from ${first.address} and from ${change.address}`;
    return [{ where: change.address, what }];
  });
}

function leftOut(subject: Subject, nameLists: readonly ResourceChange[], { configuration }: PlanTransition): Match[] {
  const title = subjectTitle(subjectNameOf(subject));
  return leftOutOfLists(subject, nameLists, configuration)
    .filter(({ given, by }) => isChanged(given) || isChanged(by))
    .map(({ given, by, policy }) => ({
      where: by.address,
      what: `${title} has ${policy} from ${given.address}, and ${by.address}, which lists the only ones, leaves it out`,
    }));
}

const EXCLUSIVE_ATTACHMENT = "aws_iam_policy_attachment";

const ATTACHMENT = /^aws_iam_(?:role_|user_|group_)?policy_attachment$/;

/** An `aws_iam_policy_attachment` takes its policy from whomever it does not name. */
function attachedElsewhere(plan: PlanTransition): Match[] {
  if (!plan.everything.some(({ type }) => type === EXCLUSIVE_ATTACHMENT)) return [];
  // What a subject has twice is kept once, so the resources are asked themselves.
  const attachments = plan.everything.flatMap((change) => {
    const policy = change.after !== undefined && ATTACHMENT.test(change.type) ? policyOf(change, plan) : undefined;
    return policy === undefined ? [] : [{ policy, change }];
  });
  return [...grouped(attachments, ({ policy }) => policy)].flatMap(([policy, attached]) => {
    const changes = attached.map(({ change }) => change);
    const by = changes.find(({ type }) => type === EXCLUSIVE_ATTACHMENT);
    const others = changes.filter(({ type }) => type !== EXCLUSIVE_ATTACHMENT);
    if (by === undefined || others.length === 0 || !changes.some(isChanged)) return [];
    const names = others.map(({ address }) => address).join(", ");
    return [
      {
        where: by.address,
        what: `${by.address} takes ${policy} from all but its own, and ${names} give${others.length === 1 ? "s" : ""} it`,
      },
    ];
  });
}

/** The ARN of the policy that is attached, or the address of one that is yet to be made. */
function policyOf(change: ResourceChange, plan: PlanTransition): string | undefined {
  const arn = shownText(change, "policy_arn", "after");
  if (arn !== undefined) return arn;
  const found = resourcesReferredTo(plan, change, ["policy_arn"]);
  const [policy, ...others] = found.filter(({ type }) => resourceType(type).managedPolicy !== undefined);
  return others.length === 0 ? policy?.address : undefined;
}

function matches(subject: Subject, { configuration }: PlanTransition): Match[] {
  if (subject.after.sources.length < 2) return [];
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
