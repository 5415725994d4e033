import { LEVELS, type Report } from "./report";

/** `1 high, 2 widened`. */
export function findingCounts({ summary }: Report): string {
  const counts = [...LEVELS]
    .reverse()
    .flatMap((level) => (summary.findings[level] > 0 ? [`${summary.findings[level]} ${level}`] : []));
  return counts.join(", ");
}

/** `2 created, 1 destroyed`. */
export function resourceCounts({ summary }: Report): string {
  const counts: readonly (readonly [number, string])[] = [
    [summary.create, "created"],
    [summary.update, "changed"],
    [summary.replace, "replaced"],
    [summary.delete, "destroyed"],
    [summary.forget, "forgotten"],
  ];
  return counts.flatMap(([count, word]) => (count > 0 ? [`${count} ${word}`] : [])).join(", ");
}

/** `20 more, 1 less, 6 guards`: as many as there are. */
export function permissionCounts({ summary }: Report): string {
  const {
    permissionsOpened,
    permissionsClosed,
    permissionsGuarding: guards = 0,
    permissionsWithoutEffect = 0,
  } = summary;
  const counts: readonly (readonly [number, string])[] = [
    [permissionsOpened, "more"],
    [permissionsClosed, "less"],
    [guards, guards === 1 ? "guard" : "guards"],
    [permissionsWithoutEffect, "without effect"],
  ];
  return counts.flatMap(([count, word]) => (count > 0 ? [`${count} ${word}`] : [])).join(", ");
}

/** The review in one line. */
export function summaryLine(report: Report): string {
  const permissions = permissionCounts(report);
  const { formOnly } = report.summary;
  const parts = [
    findingCounts(report) === "" ? "nothing to look at" : `to look at: ${findingCounts(report)}`,
    ...(permissions === "" ? [] : [`permissions: ${permissions}`]),
    report.audits ? `tasks: ${report.audits.length}` : `resources: ${resourceCounts(report) || "none change"}`,
    ...(formOnly > 0 ? [`${formOnly} in form only`] : []),
    ...(report.accepted.length > 0 ? [`${report.accepted.length} accepted`] : []),
  ];
  return parts.join(" · ");
}
