import { type ResourceChange, shown, shownText } from "../plan/resource-change";
import { resourceType } from "../resource-types/all-resource-types";
import type { Subject } from "../subject/subject";
import { subjectName } from "../subject/subject-name";
import type { PlanTransition } from "./reviewed-plan";

/** Something that gives a subject a policy, and a list of the only ones that leaves it out. */
export interface LeftOut {
  readonly given: ResourceChange;
  readonly by: ResourceChange;
  /** The policy: its ARN or its name. */
  readonly policy: string;
}

/** What a list of the only policies takes away from a subject, though another resource of the plan gives it. `nameLists` are those of inline policies. */
export function leftOutOfLists(
  subject: Subject,
  nameLists: readonly ResourceChange[],
  configuration: PlanTransition["configuration"],
): LeftOut[] {
  if (!/^(?:role|user|group)$/.test(subject.kind)) return [];
  return [
    ...leftOut(managedLists(subject, configuration), attachmentsOf(subject)),
    ...leftOut(namesFor(subject, nameLists), inlineOf(subject)),
  ];
}

function leftOut(lists: readonly List[], all: readonly Given[]): LeftOut[] {
  return lists.flatMap(({ by, only }) =>
    all.flatMap(({ given, policy }) => (only.has(policy) ? [] : [{ given, by, policy }])),
  );
}

interface List {
  readonly by: ResourceChange;
  readonly only: ReadonlySet<string>;
}

/** A role's own `managed_policy_arns`, where the configuration sets it, and the `_exclusive` resources. */
function managedLists({ resource, after }: Subject, configuration: PlanTransition["configuration"]): List[] {
  const givers = [
    ...after.attachments.map(({ change }) => change),
    ...after.sources.map(({ via, change }) => via ?? change),
  ];
  const lists = [...new Set(givers)].filter(({ type }) =>
    (resourceType(type).attachments ?? []).some(({ isExclusive }) => isExclusive === true),
  );
  const own = resource && configuration.sets(resource.declared, "managed_policy_arns") ? [resource] : [];
  return [
    ...own.flatMap((by) => listAt(by, "managed_policy_arns")),
    ...lists.flatMap((by) => listAt(by, "policy_arns")),
  ];
}

function namesFor({ kind, name }: Subject, lists: readonly ResourceChange[]): List[] {
  return lists.flatMap((by) => {
    const list = resourceType(by.type).exclusiveNames;
    const named = list && shownText(by, list.subject, "after");
    if (list === undefined || named === undefined || list.kind !== kind) return [];
    return subjectName(kind, named) === name ? listAt(by, list.attribute) : [];
  });
}

/** Nothing where a part of the list is not known. */
function listAt(by: ResourceChange, attribute: string): List[] {
  const list = shown(by, attribute, "after");
  if (list.state !== "known" || !Array.isArray(list.value)) return [];
  return list.value.every((item) => typeof item === "string") ? [{ by, only: new Set(list.value) }] : [];
}

interface Given {
  readonly given: ResourceChange;
  readonly policy: string;
}

const ATTACHES_ONE = /_(?:role|user|group)_policy_attachment$/;

function attachmentsOf({ after }: Subject): Given[] {
  const outside = after.attachments.map(({ change, arn }) => ({ given: change, policy: arn }));
  const planned = after.sources.flatMap(({ via, change }) => {
    const policy = shownText(change, "arn", "after");
    return via && policy !== undefined ? [{ given: via, policy }] : [];
  });
  return [...outside, ...planned].filter(({ given }) => ATTACHES_ONE.test(given.type));
}

function inlineOf({ after }: Subject): Given[] {
  return after.sources.flatMap(({ place, via, change }) => {
    const policy = shownText(change, "name", "after");
    const isInline = place === "identity" && via === undefined && /_(?:role|user|group)_policy$/.test(change.type);
    return isInline && policy !== undefined ? [{ given: change, policy }] : [];
  });
}
