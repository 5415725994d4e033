import type { PolicyKind } from "../../aws/access-denied";
import { parseArn } from "../../aws/arn";
import { launchFailure } from "../../aws/ecs/launch-failure";
import type { Need } from "../../aws/ecs/needs/need";
import { reasonOf } from "../../aws/ecs/needs/need";
import { membersOf, objectsOf, textOf } from "../../aws/ecs/task-form";
import type { NamedPolicy, Because as Reason, Side } from "../../aws/policy/evaluate/decision";
import { listOf } from "../../aws/policy/evaluate/policy-document";
import type { CannotSay, ExplainedNeed, LackingNeed } from "../report/audit";
import type { AuditedTask } from "./audited-task";
import { contextOf, type Judgement, judge, sample } from "./judge-need";
import type { RolePolicies } from "./role-policies";

/** What of a task's needs its role is allowed, is not, and what cannot be told. */
export interface JudgedNeeds {
  readonly lacks: readonly LackingNeed[];
  readonly explained: readonly ExplainedNeed[];
  readonly cannotSay: readonly CannotSay[];
}

/** Finds the policy on a resource, where the files have it. */
export type ResourcePolicyOf = (arn: string) => NamedPolicy | undefined;

/** Judges each need of one role: by each of its resources, with all actions that come to the same answer. */
export function judgeNeeds(
  needs: readonly Need[],
  role: RolePolicies,
  task: AuditedTask,
  resourcePolicyOf: ResourcePolicyOf,
): JudgedNeeds {
  const judged = needs.flatMap((need) =>
    asOneEach(need).map((resource) => ({
      need,
      resource,
      answers: need.actions.map((action) => judgeOne(need, action, resource, role, task, resourcePolicyOf)),
    })),
  );
  return {
    lacks: judged.flatMap(({ need, resource, answers }) => lacking(need, resource, answers, role)),
    explained: judged.flatMap(({ need, resource, answers }) => explained(need, resource, answers)),
    cannotSay: judged.flatMap(({ need, resource, answers }) => open(need, resource, answers)),
  };
}

/**
 * A log group is made under its ARN with or without `:*`: AWS's own policies have either, and its messages ask about the
 * group's streams. One of the two is asked about, and allowed where either is.
 */
function asOneEach({ actions, resources }: Need): readonly string[] {
  return actions.every(concernsGroups)
    ? resources.filter((resource) => !resource.endsWith(":*") || !resources.includes(resource.slice(0, -2)))
    : resources;
}

function concernsGroups(action: string): boolean {
  return /^logs:(CreateLogGroup|PutRetentionPolicy|TagResource)$/.test(action);
}

type Answer = Judgement & { readonly action: string; readonly resource: string };

function judgeOne(
  need: Need,
  action: string,
  pattern: string,
  role: RolePolicies,
  task: AuditedTask,
  resourcePolicyOf: ResourcePolicyOf,
): Answer {
  const { context, form } = task;
  const answers = candidates(action, pattern, need, form.containers, role).map((resource) => {
    const resourcePolicy = resourcePolicyOf(resource);
    const asked = {
      action,
      resource,
      context: contextOf(need, resource, context.location.account),
      ...(resourcePolicy && { resourcePolicy }),
    };
    return { action, resource, ...believed(judge(asked, role), task) };
  });
  // Of a secret whose last characters are not known there is one: a policy that names one in full means it.
  return answers.find(({ kind }) => kind === "allowed") ?? (answers[0] as Answer);
}

/** Where the account or the region is a guess, a policy may be about the right one. */
export function believed(judgement: Judgement, { guessed }: AuditedTask): Judgement {
  return judgement.kind === "denied" && guessed !== undefined
    ? { kind: "open", why: `nothing in the files says in which ${guessed} the task runs; otherwise: ${judgement.why}` }
    : judgement;
}

/** Resources that a need's pattern may stand for: one nobody names, and those the role's policies name. */
function candidates(
  action: string,
  pattern: string,
  need: Need,
  containers: unknown,
  role: RolePolicies,
): readonly string[] {
  if (concernsGroups(action)) return [sample(pattern), sample(`${pattern}:*`)];
  if (pattern.endsWith(":*") && pattern.includes(":log-group:"))
    return [`${pattern.slice(0, -1)}${streamOf(need, containers)}`];
  if (!pattern.endsWith("-??????")) return [sample(pattern)];
  const start = pattern.slice(0, -6);
  const named = role.identity.flatMap(({ document }) =>
    listOf(document.Statement).flatMap(({ Resource }) => listOf(Resource)),
  );
  return [
    sample(pattern),
    ...named.filter((text) => text.startsWith(start) && text.length === pattern.length && !/[*?]/.test(text)),
  ];
}

/** A log stream as ECS names it: `log-stream:<prefix>/<container>/<task id>`. Source: ECS developer guide, using_awslogs. */
function streamOf({ because: [because] }: Need, containers: unknown): string {
  const container = objectsOf(containers).find(({ name }) => name === because?.container);
  const prefix = textOf(membersOf(membersOf(container?.logConfiguration).options)["awslogs-stream-prefix"]) ?? "x7q";
  return `log-stream:${prefix}/${because?.container ?? "x7q"}/0123456789abcdef0`;
}

function lacking(need: Need, resource: string, answers: readonly Answer[], role: RolePolicies): LackingNeed[] {
  const denied = answers.filter((answer) => answer.kind === "denied");
  const [first] = denied;
  const [because] = need.because;
  if (first?.kind !== "denied" || because === undefined) return [];
  const message = launchFailure({
    principal: sessionOf(role),
    action: first.action,
    resource: first.resource,
    because,
    denied: deniedBy(first.reason),
  });
  return [
    {
      role: need.role,
      actions: denied.map(({ action }) => action),
      resource,
      because: need.because,
      why: first.why,
      message,
    },
  ];
}

function explained(need: Need, resource: string, answers: readonly Answer[]): ExplainedNeed[] {
  const allowed = answers.flatMap((answer) => (answer.kind === "allowed" ? [answer] : []));
  if (allowed.length === 0) return [];
  const allowedBy = [...new Set(allowed.flatMap(({ by }) => by))];
  return [
    { role: need.role, actions: allowed.map(({ action }) => action), resource, because: need.because, allowedBy },
  ];
}

function open({ because: [because] }: Need, resource: string, answers: readonly Answer[]): CannotSay[] {
  const unsaid = answers.flatMap((answer) => (answer.kind === "open" ? [answer] : []));
  const [first] = unsaid;
  if (!first || !because) return [];
  const actions = unsaid.map(({ action }) => action).join(", ");
  return [{ what: `${reasonOf(because)}: ${actions} on ${resource}`, why: first.why }];
}

/** The session in which ECS asks: its name is the task's id. */
function sessionOf({ arn, name }: RolePolicies): string {
  const { partition = "aws", account = "" } = parseArn(arn) ?? {};
  return `arn:${partition}:sts::${account}:assumed-role/${name}/0123456789abcdef0`;
}

function deniedBy(reason: Reason): Parameters<typeof launchFailure>[0]["denied"] {
  if (reason.kind !== "deny")
    return { kind: "no allow", policy: policyKind(reason.kind === "no allow" ? reason.side : "identity") };
  const [statement] = reason.statements;
  return { kind: "explicit deny", policy: statement?.statement.Principal === undefined ? "identity" : "resource" };
}

function policyKind(side: Side): PolicyKind {
  return side;
}
