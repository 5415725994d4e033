import type { ConfigurationIndex } from "../plan/configuration-index";
import { isChanged, type Moment, type ResourceChange, shown } from "../plan/resource-change";
import { type Place, subjectName } from "../subject/policy-places";
import { type ReadSubject, readSubject } from "../subject/review-subject";
import type { Subject } from "../subject/subject";
import { containersOf } from "../task/container";
import { isTaskDefinition } from "../task/review-task";
import type { PlanState, RoleReference, SubjectState, TaskState } from "./rule";

interface Reviewed {
  readonly changes: readonly ResourceChange[];
  readonly subjects: readonly Subject[];
  /** Those whose policies change, read. */
  readonly touched: readonly ReadSubject[];
  readonly configuration: ConfigurationIndex;
  readonly accounts: ReadonlySet<string>;
  readonly spelling: (action: string) => string;
}

/** What the rules look at, before and after. A task counts when it or one of its roles changes. */
export function planStates(reviewed: Reviewed): { before: PlanState; after: PlanState } {
  const roles = new RoleLookup(reviewed);
  const state = (moment: Moment): PlanState => ({
    moment,
    subjects: reviewed.touched.map((read) => subjectState(read, moment)),
    tasks: reviewed.changes.filter(isTaskDefinition).flatMap((change) => {
      const task = taskState(change, moment, roles, reviewed.configuration);
      return task && (isChanged(change) || roles.isTouched(task)) ? [task] : [];
    }),
    resources: reviewed.changes.filter((change) => isChanged(change) && change.planned.mode !== "data"),
    accounts: reviewed.accounts,
    spelling: reviewed.spelling,
  });
  return { before: state("before"), after: state("after") };
}

/** Finds the state of a role by its name, reading its policies the first time only. */
class RoleLookup {
  private readonly byName = new Map<string, Subject>();
  private readonly read: Map<string, ReadSubject>;
  private readonly touched: ReadonlySet<string>;

  constructor({ subjects, touched }: Reviewed) {
    for (const subject of subjects) {
      if (subject.kind !== "role") continue;
      this.byName.set(subject.name, subject);
      if (subject.resource) this.byName.set(subject.resource.declared, subject);
    }
    this.read = new Map(touched.map((read) => [read.subject.key, read]));
    this.touched = new Set(this.read.keys());
  }

  find(name: string, moment: Moment): SubjectState | undefined {
    const subject = this.byName.get(name);
    if (!subject) return undefined;
    const read = this.read.get(subject.key) ?? readSubject(subject);
    this.read.set(subject.key, read);
    return subjectState(read, moment);
  }

  isTouched({ executionRole, taskRole }: TaskState): boolean {
    return [executionRole, taskRole].some((role) => role?.state && this.touched.has(role.state.subject.key));
  }
}

function subjectState({ subject, before, after }: ReadSubject, moment: Moment): SubjectState {
  const { resource, kind, name } = subject;
  const grants = moment === "before" ? before : after;
  const allows = (place: Place) =>
    grants.flatMap((each) => (each.place === place && each.grant.effect === "Allow" ? [each.grant] : []));
  const source = (subject.after.sources[0] ?? subject.before.sources[0])?.change.address;
  return {
    subject,
    where: resource?.address ?? source ?? subject.after.attachments[0]?.change.address ?? subject.key,
    title: `${kind} ${name}`,
    grants,
    allows: { identity: allows("identity"), trust: allows("trust"), boundary: [], resource: allows("resource") },
    managedPolicies: subject[moment].attachments.filter(({ place }) => place === "identity").map(({ arn }) => arn),
  };
}

function taskState(
  change: ResourceChange,
  moment: Moment,
  roles: RoleLookup,
  configuration: ConfigurationIndex,
): TaskState | undefined {
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
  return {
    where: change.address,
    executionRole: role("execution_role_arn"),
    taskRole: role("task_role_arn"),
    containers: containersOf(change, moment) ?? [],
  };
}
