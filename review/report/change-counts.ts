import type { TaskAudit } from "./audit";
import type { Granted, GrantedDifference } from "./granted";
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

/** `tasks: 3 · cannot say: 2`. */
function taskCounts(audits: readonly TaskAudit[]): string {
  const unknown = audits.reduce((sum, { cannotSay }) => sum + cannotSay.length, 0);
  return `tasks: ${audits.length}${unknown > 0 ? ` · cannot say: ${unknown}` : ""}`;
}

/** The report in one line. */
export function summaryLine(report: Report): string {
  if (report.granted) return grantedLine(report.granted);
  if (report.compared) return comparedLine(report.compared);
  const permissions = permissionCounts(report);
  const { formOnly } = report.summary;
  const parts = [
    findingCounts(report) === "" ? "nothing to look at" : `to look at: ${findingCounts(report)}`,
    ...(permissions === "" ? [] : [`permissions: ${permissions}`]),
    report.audits ? taskCounts(report.audits) : `resources: ${resourceCounts(report) || "none change"}`,
    ...(formOnly > 0 ? [`${formOnly} in form only`] : []),
    ...(report.accepted.length > 0 ? [`${report.accepted.length} accepted`] : []),
  ];
  return parts.join(" · ");
}

/** `dev: who may do what · 6 statements of 2 roles`. */
function grantedLine({ stack, grants, unknown }: Granted): string {
  const names = (isRole: boolean) =>
    new Set(
      grants.filter(({ role }) => (role !== "policy") === isRole).map(({ role, roleName }) => `${role} ${roleName}`),
    );
  const policies = names(false).size;
  const others = policies > 0 ? ` and ${policies} ${policies === 1 ? "policy" : "policies"} of no known role` : "";
  const statements = `${counted(grants.length, "statement")} of ${counted(names(true).size, "role")}${others}`;
  return [`${stack}: who may do what`, statements, ...(unknown.length > 0 ? [`${unknown.length} not known`] : [])].join(
    " · ",
  );
}

/** `dev and prod: nothing only in dev · 2 only in prod`. */
function comparedLine({ left, right, onlyLeft, onlyRight, unknown }: GrantedDifference): string {
  const rest = unknown.length > 0 ? ` · ${unknown.length} not known` : "";
  const only = (stack: string, { length }: readonly unknown[]) => `${length || "nothing"} only in ${stack}`;
  return `${left} and ${right}: ${only(left, onlyLeft)} · ${only(right, onlyRight)}${rest}`;
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
