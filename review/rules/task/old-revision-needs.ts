import type { PlanTransition, SubjectState, TaskState } from "../../findings/reviewed-plan";
import type { Match, TransitionRule } from "../../findings/rule";
import type { ResourceChange } from "../../plan/resource-change";
import type { PermissionChange } from "../../report/report";
import { permissionPhrase, subjectTitle } from "../../report/sentences";
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
  return place === "identity" && effect === "Allow" && change === "removed";
}

function told(permission: PermissionChange, uses: readonly string[], family: string): Match[] {
  if (uses.length === 0) return [];
  const what = `${subjectTitle(permission.subject)} may no longer ${permissionPhrase(permission)}, which the old revision of ${family} uses (${uses.join(", ")})`;
  return [{ where: permission.where[0] ?? "", what }];
}

function usedSecrets(permission: PermissionChange, containers: readonly Container[]): string[] {
  return containers.flatMap(({ name, fields }) =>
    nameValues(fields, "secrets", "valueFrom")
      .filter(({ value }) => permission.resources.some(({ pattern }) => isSecret(pattern, value)))
      .map((secret) => `${name}: secret ${secret.name}`),
  );
}

/** A secret is named by its ARN, perhaps with the key within it, or by the name of its parameter. */
function isSecret(arn: string, valueFrom: string): boolean {
  if (valueFrom.startsWith("arn:")) return valueFrom === arn || valueFrom.startsWith(`${arn}:`);
  return arn.endsWith(`:parameter/${valueFrom.replace(/^\//, "")}`);
}

function usedVariables(permission: PermissionChange, containers: readonly Container[]): string[] {
  return containers.flatMap(({ name, fields }) =>
    nameValues(fields, "environment", "value")
      .filter(({ value }) => permission.resources.some(({ pattern }) => names(pattern, value)))
      .map((variable) => `${name}: environment ${variable.name}`),
  );
}

/** A variable names something by its ARN, its URL or its name. */
function names(arn: string, value: string): boolean {
  if (!arn.startsWith("arn:") || arn.includes("*") || value === "") return false;
  const name = arn.slice(Math.max(arn.lastIndexOf(":"), arn.lastIndexOf("/")) + 1);
  return value === arn || value === name || (value.startsWith("https://") && value.endsWith(`/${name}`));
}
