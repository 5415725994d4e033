import { patternCovers } from "../../../aws/policy/pattern";
import type { PlanTransition, SubjectState, TaskState } from "../../findings/reviewed-plan";
import type { Match, TransitionRule } from "../../findings/rule";
import type { ResourceChange } from "../../plan/resource-change";
import type { PatternSet, PermissionChange } from "../../report/report";
import { permissionPhrase, subjectTitle, wasPhrase } from "../../report/sentences";
import { subjectNameOf } from "../../subject/review-subject";
import { type Container, nameValues } from "../../task/container";

/** A permission is taken from a role in the same apply that puts a new revision in the place of the one that uses it. */
export const oldRevisionNeeds: TransitionRule = {
  id: "old-revision-needs",
  level: "medium",
  why: "tasks of the old revision run until the new ones are steady: take the permission away in a later apply",
  transition: (plan) => {
    const replaced = new Map(
      plan.changes.flatMap((change) => (change.action === "replace" ? [[change.address, change] as const] : [])),
    );
    if (!plan.permissions.some(isLoss)) return [];
    return plan.before.tasks.flatMap((task) => {
      const change = replaced.get(task.where);
      return change ? matches(task, change, plan) : [];
    });
  },
};

function matches(
  { where, executionRole, taskRole, containers }: TaskState,
  change: ResourceChange,
  plan: PlanTransition,
): Match[] {
  const family = String(change.before?.family ?? where);
  return [
    ...lost(executionRole?.state, plan).flatMap((permission) =>
      told(permission, usedSecrets(permission, containers), family),
    ),
    ...lost(taskRole?.state, plan).flatMap((permission) =>
      told(permission, usedVariables(permission, containers), family),
    ),
  ];
}

/** What a role that stays may do no longer. */
function lost(role: SubjectState | undefined, { permissions }: PlanTransition): PermissionChange[] {
  if (role === undefined || role.subject.resource?.action === "delete" || role.subject.resource?.action === "replace")
    return [];
  const title = subjectTitle(subjectNameOf(role.subject));
  return permissions.filter((permission) => isLoss(permission) && subjectTitle(permission.subject) === title);
}

function isLoss({ place, effect, change }: PermissionChange): boolean {
  return place === "identity" && effect === "Allow" && (change === "removed" || change === "narrowed");
}

function told(permission: PermissionChange, uses: readonly string[], family: string): Match[] {
  if (uses.length === 0) return [];
  const what = `${subjectTitle(permission.subject)} may no longer ${permissionPhrase(permission)}${wasPhrase(permission)}, which the old revision of ${family} uses (${uses.join(", ")})`;
  return [{ where: permission.where[0] ?? "", what }];
}

/** By what ECS fetches secrets. */
const FETCHES = ["ssm:getparameters", "secretsmanager:getsecretvalue"];

function usedSecrets(permission: PermissionChange, containers: readonly Container[]): string[] {
  const isOfSecrets = permission.actions.some(({ pattern }) =>
    FETCHES.some((action) => patternCovers(pattern.toLowerCase(), action)),
  );
  if (!isOfSecrets) return [];
  return containers.flatMap(({ name, fields }) =>
    nameValues(fields, "secrets", "valueFrom")
      .filter(({ value }) => isLost(permission, (pattern) => isSecret(pattern, value)))
      .map((secret) => `${name}: secret ${secret.name}`),
  );
}

/** Whether something was allowed and is not among what of the permission is left. */
function isLost({ resources, others }: PermissionChange, means: (pattern: string) => boolean): boolean {
  const isIn = (sets: readonly PatternSet[]) =>
    sets.some(({ pattern, except = [] }) => means(pattern) && !except.some(means));
  return isIn(resources) && !others.some((left) => isIn(left.resources));
}

/** A secret is named by its ARN, perhaps with the key within it, or by the name of its parameter. */
function isSecret(pattern: string, valueFrom: string): boolean {
  if (!valueFrom.startsWith("arn:")) {
    const name = pattern === "*" ? pattern : /:parameter\/(.*)$/.exec(pattern)?.[1];
    return name !== undefined && patternCovers(name, valueFrom.replace(/^\//, ""));
  }
  const whole = /:secretsmanager:/.test(valueFrom) ? valueFrom.split(":").slice(0, 7).join(":") : valueFrom;
  return patternCovers(pattern, whole);
}

function usedVariables(permission: PermissionChange, containers: readonly Container[]): string[] {
  return containers.flatMap(({ name, fields }) =>
    nameValues(fields, "environment", "value")
      .filter(({ value }) => isLost(permission, (pattern) => names(pattern, value)))
      .map((variable) => `${name}: environment ${variable.name}`),
  );
}

const QUEUE_URL = /^https:\/\/sqs\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/(\d{12})\/(.+)$/;

/** A variable names something by its ARN, its URL or its name; by its name alone, only what is named in full. */
function names(pattern: string, value: string): boolean {
  if (!pattern.startsWith("arn:") || value === "") return false;
  if (value.startsWith("arn:")) return patternCovers(pattern, value);
  const [, region, account, queue] = QUEUE_URL.exec(value) ?? [];
  if (queue !== undefined)
    return patternCovers(pattern, `arn:${pattern.split(":")[1]}:sqs:${region}:${account}:${queue}`);
  const own = pattern.replace(/\/\*$/, "");
  const name = own.slice(Math.max(own.lastIndexOf(":"), own.lastIndexOf("/")) + 1);
  return !own.includes("*") && (value === name || (value.startsWith("https://") && value.endsWith(`/${name}`)));
}
