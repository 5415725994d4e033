import type { ActionCatalogue } from "../../aws/actions/service-actions";
import { parseArn } from "../../aws/arn";
import { needsOf } from "../../aws/ecs/needs";
import { type Need, reasonOf } from "../../aws/ecs/needs/need";
import type { NamedPolicy } from "../../aws/policy/evaluate/decision";
import type { RoleReference } from "../findings/reviewed-plan";
import { shownText } from "../plan/resource-change";
import type { AuditedRole, CannotSay, RoleKind, TaskAudit } from "../report/audit";
import type { Subject } from "../subject/subject";
import { subjectName } from "../subject/subject-name";
import type { AuditedFile } from "./audited-file";
import { type AuditedTask, auditedTasks } from "./audited-task";
import { excessGrants, launchGrants } from "./excess-grants";
import { type JudgedNeeds, judgeNeeds } from "./judge-needs";
import { judgeWithoutRole } from "./role-missing";
import { type RolePolicies, rolePolicies } from "./role-policies";
import { judgeTrust } from "./trust";

/**
 * What is so of task definitions, whatever a plan changes: of all in the files, or of those at some addresses. A role may
 * stand in another file than its task.
 */
export function auditTasks(
  files: readonly AuditedFile[],
  catalogue: ActionCatalogue,
  isAudited: (address: string) => boolean = () => true,
): readonly TaskAudit[] {
  return new Audit(files, catalogue).tasks(isAudited);
}

/** The kind of subject that a resource is, by the service in its ARN. */
const KINDS: Readonly<Record<string, string>> = {
  ecr: "repository",
  kms: "key",
  s3: "bucket",
  secretsmanager: "secret",
  sqs: "queue",
};

/** The managed policies of a file, by ARN: what another file attaches. */
function managedPoliciesIn({ resources, moment }: AuditedFile): [arn: string, text: string][] {
  const policies = resources.get("aws_iam_policy") ?? [];
  return policies.flatMap((policy) => {
    const [arn, text] = [shownText(policy, "arn", moment), shownText(policy, "policy", moment)];
    return arn !== undefined && text !== undefined ? [[arn, text]] : [];
  });
}

/** A task's role of one kind, with what is judged of it. */
interface Side {
  readonly kind: RoleKind;
  readonly role?: AuditedRole;
  readonly policies?: RolePolicies;
  readonly judged: readonly JudgedNeeds[];
}

class Audit {
  private readonly audited: readonly AuditedTask[];
  private readonly needs = new Map<AuditedTask, ReturnType<typeof needsOf>>();
  private readonly roles = new Map<Subject, RolePolicies>();
  /** The tasks of each execution role. */
  private readonly usedToStart = new Map<Subject, AuditedTask[]>();
  /** The task roles. */
  private readonly usedToRun = new Set<Subject>();
  private readonly plannedPolicies: ReadonlyMap<string, string>;
  /** Of several roles of one name, the first file's. */
  private readonly rolesByName: ReadonlyMap<string, Subject>;

  constructor(
    private readonly files: readonly AuditedFile[],
    private readonly catalogue: ActionCatalogue,
  ) {
    const roles = files.flatMap(({ subjects }) => subjects.get("role") ?? []);
    this.rolesByName = new Map(roles.reverse().map((role) => [role.name, role]));
    this.audited = files.flatMap((file) => auditedTasks(file, files));
    for (const task of this.audited) {
      const [start, run] = [this.subjectOf(task.executionRole), this.subjectOf(task.taskRole)];
      if (start) this.usedToStart.set(start, [...(this.usedToStart.get(start) ?? []), task]);
      if (run) this.usedToRun.add(run);
    }
    this.plannedPolicies = new Map(files.flatMap(managedPoliciesIn));
  }

  tasks(isAudited: (address: string) => boolean): readonly TaskAudit[] {
    return this.audited.filter(({ change }) => isAudited(change.address)).map((task) => this.audit(task));
  }

  private audit(task: AuditedTask): TaskAudit {
    const { needs, cannotSay } = this.needsOf(task);
    const [execution, own] = [this.side("execution", task, needs), this.side("task", task, needs)];
    const isOneRole = execution.policies !== undefined && execution.policies === own.policies;
    const sides = [execution, own];
    const judged = sides.flatMap((side) => side.judged);
    return {
      where: task.change.address,
      family: task.family,
      ...(execution.role && { executionRole: execution.role }),
      ...(own.role && { taskRole: own.role }),
      lacks: judged.flatMap(({ lacks }) => lacks),
      inExcess: isOneRole
        ? []
        : sides.flatMap(({ kind, policies }) => (policies ? this.excess(kind, policies, task, needs) : [])),
      explained: judged.flatMap((each) => each.explained),
      cannotSay: [
        ...task.cannotSay,
        ...cannotSay.map((open) => ({ what: reasonOf(open), why: open.why })),
        ...judged.flatMap((each) => each.cannotSay),
        ...(isOneRole
          ? [
              {
                what: "what is in excess",
                why: "the execution role and the task role are one: what the application needs is not known",
              },
            ]
          : []),
      ],
    };
  }

  private needsOf(task: AuditedTask): ReturnType<typeof needsOf> {
    const known = this.needs.get(task) ?? needsOf(task.form, task.context);
    this.needs.set(task, known);
    return known;
  }

  /** One of a task's roles: what it is allowed of what the task needs of it. */
  private side(kind: RoleKind, task: AuditedTask, all: readonly Need[]): Side {
    const needs = all.filter(({ role }) => role === kind);
    const reference = kind === "execution" ? task.executionRole : task.taskRole;
    if (reference === undefined) return { kind, judged: [judgeWithoutRole(kind, needs, task.form.launchTypes)] };
    const subject = this.subjectOf(reference);
    if (subject === undefined) {
      const name = subjectName("role", reference.key);
      const cannotSay = [{ what: `the ${kind} role ${name}`, why: "it is not in the files" }];
      return { kind, role: { name }, judged: [{ lacks: [], explained: [], cannotSay }] };
    }
    const policies = this.policiesOf(subject, task);
    const role = { name: subject.name, ...(policies.where !== undefined && { where: policies.where }) };
    const hidden = { lacks: [], explained: [], cannotSay: unknownPolicies(kind, policies, needs) };
    const judged = judgeNeeds(needs, policies, task, (arn) => this.resourcePolicyOf(arn));
    return { kind, role, policies, judged: [judgeTrust(kind, policies, task), judged, hidden] };
  }

  private subjectOf(reference: RoleReference | undefined): Subject | undefined {
    if (reference === undefined) return undefined;
    const { key, state } = reference;
    if (state) return state.subject;
    const name = subjectName("role", key);
    return this.rolesByName.get(name);
  }

  private policiesOf(subject: Subject, task: AuditedTask): RolePolicies {
    const known =
      this.roles.get(subject) ?? rolePolicies(subject, task.moment, this.plannedPolicies, task.context.location);
    this.roles.set(subject, known);
    return known;
  }

  /** An execution role is measured by all tasks that use it, and not at all where one has it as its task role. */
  private excess(kind: RoleKind, policies: RolePolicies, task: AuditedTask, own: readonly Need[]) {
    const { spelling } = this.catalogue;
    const subject = this.subjectOf(kind === "execution" ? task.executionRole : task.taskRole);
    const users = (subject && this.usedToStart.get(subject)) ?? [];
    if (kind === "task") return users.length > 0 ? [] : launchGrants(policies, own, spelling);
    if (subject && this.usedToRun.has(subject)) return [];
    const needs = users.flatMap((user) => this.needsOf(user).needs.filter(({ role }) => role === "execution"));
    const keysKnown = users.every(({ cannotSay }) => cannotSay.length === 0);
    const isWhole = users.every((user) => this.needsOf(user).cannotSay.every(({ role }) => role === "task"));
    return users[0] === task && isWhole ? excessGrants(policies, { needs, keysKnown, spelling }) : [];
  }

  private resourcePolicyOf(arn: string): NamedPolicy | undefined {
    const parts = parseArn(arn);
    const kind = KINDS[parts?.service ?? ""];
    if (!parts || kind === undefined) return undefined;
    const name = subjectName(kind, kind === "bucket" ? arn.replace(/\/.*$/, "") : arn);
    for (const { subjects, moment } of this.files) {
      for (const subject of subjects.get(kind) ?? []) {
        const { name: other, location } = subject;
        if (
          other !== name ||
          (location.region !== undefined && parts.region !== "" && location.region !== parts.region)
        )
          continue;
        const source = subject[moment].sources.find(
          ({ place, content }) => place === "resource" && content.state === "known",
        );
        if (source?.content.state === "known") return document(source.change.address, String(source.content.value));
      }
    }
    return parts.service === "kms" ? openToItsAccount(arn) : undefined;
  }
}

function document(name: string, text: string): NamedPolicy | undefined {
  try {
    return { name, document: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** A key whose policy is not in the files is taken to leave it to its account, as the default policy does. */
function openToItsAccount(arn: string): NamedPolicy {
  const { partition = "aws", account = "" } = parseArn(arn) ?? {};
  const Principal = { AWS: `arn:${partition}:iam::${account}:root` };
  return {
    name: "default key policy",
    document: { Version: "2012-10-17", Statement: { Effect: "Allow", Principal, Action: "kms:*", Resource: "*" } },
  };
}

/** Where policies are hidden, what they allow beside the needs is hidden too. */
function unknownPolicies(kind: RoleKind, { unknown, name }: RolePolicies, needs: readonly Need[]): CannotSay[] {
  if (kind === "task" && needs.length === 0) return [];
  return unknown.map((why) => ({ what: `the ${kind} role ${name}`, why }));
}
