import type { ResourceChange } from "../plan/resource-change";
import { type Finding, LEVELS, type Level, type Report, type Summary } from "./report";

/** What a plan changes, in figures. */
export function summarize(
  changes: readonly ResourceChange[],
  found: readonly Finding[],
  { permissions, attachments }: Pick<Report, "permissions" | "attachments">,
  formOnly: number,
): Summary {
  const count = (action: ResourceChange["action"]) => changes.filter((change) => change.action === action).length;
  const guarding = [...permissions, ...attachments].filter(({ guards }) => guards === true);
  const others = permissions.filter(({ guards }) => guards !== true);
  const effective = [
    ...others.filter(({ withoutEffect }) => withoutEffect === undefined),
    ...attachments.filter(({ guards }) => guards !== true),
  ];
  return {
    create: count("create"),
    update: count("update"),
    replace: count("replace"),
    delete: count("delete"),
    forget: count("forget"),
    formOnly,
    permissionsOpened: effective.filter(({ opens }) => opens).length,
    permissionsClosed: effective.filter(({ opens }) => !opens).length,
    permissionsGuarding: guarding.length,
    permissionsWithoutEffect: permissions.length + attachments.length - guarding.length - effective.length,
    findings: countByLevel(found),
  };
}

/** How many findings each level has. */
export function countByLevel(found: readonly Finding[]): Record<Level, number> {
  const counts = Object.fromEntries(LEVELS.map((level) => [level, 0])) as Record<Level, number>;
  for (const { level } of found) counts[level] += 1;
  return counts;
}
