import type { ConfigurationIndex } from "../review/plan/configuration-index";
import { type ResourceChange, shown } from "../review/plan/resource-change";
import { subjectName } from "../review/subject/subject-name";

/** The roles of tasks, by their names or, where those are known later, their addresses. */
export type TaskRoles = Readonly<Record<"task" | "execution", readonly string[]>>;

/** The roles that a plan's task definitions have; without any, those whose address says it: `aws_iam_role.task_role`. */
export function taskRoles(changes: readonly ResourceChange[], configuration: ConfigurationIndex): TaskRoles {
  const tasks = changes.filter(({ type }) => type === "aws_ecs_task_definition");
  const named = (role: keyof TaskRoles) => [
    ...new Set(
      tasks.length > 0
        ? tasks.flatMap((task) => roleNames(task, `${role}_role_arn`, changes, configuration))
        : changes.filter((change) => isRole(change) && change.address.endsWith(`${role}_role`)).map(nameOf),
    ),
  ];
  return { task: named("task"), execution: named("execution") };
}

function roleNames(
  task: ResourceChange,
  attribute: string,
  changes: readonly ResourceChange[],
  configuration: ConfigurationIndex,
): readonly string[] {
  const given = shown(task, attribute, "after");
  if (given.state === "known") return [subjectName("role", String(given.value))];
  return configuration.references(task.declared, attribute).flatMap((reference) => {
    const role = changes.find(
      (change) => isRole(change) && (reference === change.declared || reference.startsWith(`${change.declared}.`)),
    );
    return role === undefined ? [] : [nameOf(role)];
  });
}

function isRole({ type }: ResourceChange): boolean {
  return type === "aws_iam_role";
}

function nameOf({ after, address }: ResourceChange): string {
  return String(after?.name ?? address);
}
