import type { ConfigurationIndex } from "../plan/configuration-index";
import { isChanged, type Moment, type ResourceChange, shown } from "../plan/resource-change";
import { type Place, subjectName } from "../subject/policy-places";
import { type ReadSubject, readSubject } from "../subject/read-subject";
import type { Subject } from "../subject/subject";
import type { ContainersAt } from "../task/container";
import type { States } from "./findings";
import type { PlanState, RoleReference, SubjectState, TaskState } from "./rule";

/** What every state has. */
type Setting = Pick<PlanState, "accounts" | "spelling">;

/** One subject, before and after. */
export function subjectStates(read: ReadSubject, setting: Setting): States {
  return states((moment) => ({ subjects: [subjectState(read, moment)] }), setting);
}

/** The resources that change, before and after. */
export function resourceStates(resources: readonly ResourceChange[], setting: Setting): States {
  return states(() => ({ resources }), setting);
}

/** A task definition, with its containers. */
export interface ReadTask {
  readonly change: ResourceChange;
  readonly containersAt: ContainersAt;
}

/**
 * The task definitions, before and after: all at once, since what is so of one role before may be said of another task after.
 * One counts when it or one of its roles changes.
 */
export function taskStates(
  tasks: readonly ReadTask[],
  roles: RoleLookup,
  configuration: ConfigurationIndex,
  setting: Setting,
): States {
  const state = (moment: Moment) =>
    tasks.flatMap(({ change, containersAt }) => {
      const found = rolesOf(change, moment, roles, configuration);
      if (found === undefined || !(isChanged(change) || roles.isTouched(found))) return [];
      return [{ where: change.address, ...found, containers: containersAt(moment) ?? [] }];
    });
  return states((moment) => ({ tasks: state(moment) }), setting);
}

function states(part: (moment: Moment) => Partial<PlanState>, setting: Setting): States {
  const state = (moment: Moment): PlanState => {
    return { moment, subjects: [], tasks: [], resources: [], ...setting, ...part(moment) };
  };
  return { before: state("before"), after: state("after") };
}

/** Finds the state of a role by its name, reading its policies the first time only. */
export class RoleLookup {
  private readonly byName = new Map<string, Subject>();
  private readonly read = new Map<string, ReadSubject>();

  /** `touched` are the keys of the subjects whose policies change. */
  constructor(
    subjects: readonly Subject[],
    private readonly touched: ReadonlySet<string>,
  ) {
    for (const subject of subjects) {
      if (subject.kind !== "role") continue;
      this.byName.set(subject.name, subject);
      if (subject.resource) this.byName.set(subject.resource.declared, subject);
    }
  }

  find(name: string, moment: Moment): SubjectState | undefined {
    const subject = this.byName.get(name);
    if (!subject) return undefined;
    const read = this.read.get(subject.key) ?? readSubject(subject);
    this.read.set(subject.key, read);
    return subjectState(read, moment);
  }

  isTouched({ executionRole, taskRole }: TaskRoles): boolean {
    return [executionRole, taskRole].some((role) => role?.state && this.touched.has(role.state.subject.key));
  }
}

function subjectState({ subject, before, after }: ReadSubject, moment: Moment): SubjectState {
  const { resource, kind, name } = subject;
  const policies = moment === "before" ? before : after;
  const allows = (place: Place) =>
    policies
      .filter(({ source }) => source.place === place)
      .flatMap(({ grants }) => grants.filter(({ effect }) => effect === "Allow"));
  const source = (subject.after.sources[0] ?? subject.before.sources[0])?.change.address;
  return {
    subject,
    where: resource?.address ?? source ?? subject.after.attachments[0]?.change.address ?? subject.key,
    title: `${kind} ${name}`,
    policies,
    allows: { identity: allows("identity"), trust: allows("trust"), boundary: [], resource: allows("resource") },
    managedPolicies: subject[moment].attachments.filter(({ place }) => place === "identity").map(({ arn }) => arn),
  };
}

type TaskRoles = Pick<TaskState, "executionRole" | "taskRole">;

function rolesOf(
  change: ResourceChange,
  moment: Moment,
  roles: RoleLookup,
  configuration: ConfigurationIndex,
): TaskRoles | undefined {
  if (change[moment] === undefined) return undefined;
  const role = (attribute: string): RoleReference | undefined => {
    const given = shown(change, attribute, moment);
    if (given.state === "absent") return undefined;
    if (given.state === "known") {
      const name = subjectName("role", String(given.value));
      return { key: String(given.value), state: roles.find(name, moment) };
    }
    const reference = configuration.references(change.declared, attribute)[0];
    const declared = reference?.replace(/\.[a-z_]+$/, "") ?? "";
    return reference === undefined ? undefined : { key: declared, state: roles.find(declared, moment) };
  };
  return { executionRole: role("execution_role_arn"), taskRole: role("task_role_arn") };
}
