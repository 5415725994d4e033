import type { Grant } from "../../aws/policy/grant";
import { resourcesReferredTo } from "../plan/referred-resources";
import { isChanged, type Moment, type ResourceChange, shown, shownText } from "../plan/resource-change";
import type { Place } from "../resource-types/resource-type";
import { type ReadPolicy, type ReadSubject, readSubject } from "../subject/read-subject";
import type { Subject } from "../subject/subject";
import { subjectName } from "../subject/subject-name";
import type { ContainersAt } from "../task/container";
import type { PlanFacts, PlanState, RoleReference, SubjectState, TaskState } from "./reviewed-plan";

/** A task definition, with its containers. */
export interface ReadTask {
  readonly change: ResourceChange;
  readonly containersAt: ContainersAt;
}

/** What the plan changes. */
export interface Touched {
  readonly subjects: readonly ReadSubject[];
  readonly tasks: readonly ReadTask[];
  readonly resources: readonly ResourceChange[];
}

/** What the plan changes, as it is at one moment: composed when a rule first asks. */
export function planState(moment: Moment, touched: Touched, facts: PlanFacts): PlanState {
  const subjects = once(() => touched.subjects.map((read) => subjectState(read, moment)));
  const tasks = once(() => taskStates(moment, touched, facts));
  return {
    ...facts,
    moment,
    get subjects() {
      return subjects();
    },
    get tasks() {
      return tasks();
    },
    resources: touched.resources,
  };
}

function once<T>(compose: () => T): () => T {
  let composed: { readonly value: T } | undefined;
  return () => {
    composed ??= { value: compose() };
    return composed.value;
  };
}

/** A task definition counts when it or one of its roles changes. */
function taskStates(moment: Moment, touched: Touched, facts: PlanFacts): TaskState[] {
  const keys = new Set(touched.subjects.map(({ subject }) => subject.key));
  return touched.tasks.flatMap(({ change, containersAt }) => {
    const roles = rolesOf(change, moment, facts);
    const isTouched = [roles?.executionRole, roles?.taskRole].some((role) => keys.has(role?.state?.subject.key ?? ""));
    if (roles === undefined || !(isChanged(change) || isTouched)) return [];
    return [{ where: change.address, ...roles, containers: containersAt(moment) ?? [] }];
  });
}

/** Finds the state of a role by its name, reading its policies the first time only. */
export function roleLookup(subjects: readonly Subject[]): PlanFacts["role"] {
  const byName = new Map<string, Subject[]>();
  const known = new Map<string, ReadSubject>();
  const add = (name: string, subject: Subject) => byName.set(name, [...(byName.get(name) ?? []), subject]);
  for (const subject of subjects) {
    if (subject.kind !== "role") continue;
    add(subject.name, subject);
    if (subject.resource) for (const at of addressesOf(subject.resource)) add(at, subject);
  }
  return (name, moment) => {
    const found = byName.get(name) ?? [];
    const subject = found.find((each) => isThere(each, moment)) ?? found[0];
    if (!subject) return undefined;
    const read = known.get(subject.key) ?? readSubject(subject);
    known.set(subject.key, read);
    return subjectState(read, moment);
  };
}

function addressesOf({ address, declared }: ResourceChange): readonly string[] {
  return address === declared ? [address] : [address, declared];
}

/** A role that is replaced under another name is two: the old one before, the new one after. */
function isThere({ key, resource }: Subject, moment: Moment): boolean {
  return resource?.[moment] !== undefined && !key.endsWith(moment === "before" ? "\nafter" : "\nbefore");
}

/** A subject with what its policies allow at one moment. */
export function subjectState({ subject, before, after }: ReadSubject, moment: Moment): SubjectState {
  const { resource, kind, label } = subject;
  const policies = moment === "before" ? before : after;
  const source = (subject.after.sources[0] ?? subject.before.sources[0])?.change.address;
  return {
    subject,
    where: resource?.address ?? source ?? subject.after.attachments[0]?.change.address ?? subject.key,
    title: `${kind} ${label}`,
    policies,
    allows: { trust: allowed(policies, "trust"), resource: allowed(policies, "resource") },
    managedPolicies: subject[moment].attachments.filter(({ place }) => place === "identity").map(({ arn }) => arn),
  };
}

/** One policy of Allows alone is the common case, and is not copied. */
function allowed(policies: readonly ReadPolicy[], place: Place): readonly Grant[] {
  const here = policies.filter(({ source }) => source.place === place);
  const [only, ...others] = here;
  if (only === undefined) return [];
  if (others.length === 0 && only.grants.every(isAllowed)) return only.grants;
  return here.flatMap(({ grants }) => grants.filter(isAllowed));
}

function isAllowed({ effect }: Grant): boolean {
  return effect === "Allow";
}

type TaskRoles = Pick<TaskState, "executionRole" | "taskRole">;

/** The roles of a task definition at one moment, where the plan has them. */
export function rolesOf(change: ResourceChange, moment: Moment, facts: PlanFacts): TaskRoles | undefined {
  if (change[moment] === undefined) return undefined;
  const role = (attribute: string): RoleReference | undefined => {
    const given = shown(change, attribute, moment);
    if (given.state === "absent") return undefined;
    if (given.state === "known") {
      const name = subjectName("role", String(given.value));
      return { key: String(given.value), state: facts.role(name, moment) };
    }
    // Conditions and locals are references too: the role is the one of them that is a role.
    const resource = resourcesReferredTo(facts, change, [attribute]).find(({ type }) => type === "aws_iam_role");
    if (resource === undefined) return { key: `${change.address} ${attribute}`, state: undefined };
    const name = resource.planned.mode === "data" ? shownText(resource, "name", "after") : undefined;
    return { key: name ?? resource.address, state: facts.role(name ?? resource.address, moment) };
  };
  return { executionRole: role("execution_role_arn"), taskRole: role("task_role_arn") };
}
