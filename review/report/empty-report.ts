import { type Finding, REPORT_VERSION, type Report } from "./report";
import { countByLevel } from "./summary";

/** The report of a command that reviews no change: an audit, guardrails, permissions. */
export function emptyReport(terraformVersion: string, findings: readonly Finding[]): Report {
  return {
    version: REPORT_VERSION,
    terraformVersion,
    summary: {
      ...{ create: 0, update: 0, replace: 0, delete: 0, forget: 0, formOnly: 0 },
      ...{ permissionsOpened: 0, permissionsClosed: 0 },
      findings: countByLevel(findings),
    },
    findings,
    accepted: [],
    permissions: [],
    attachments: [],
    unreviewed: [],
    tasks: [],
    resources: [],
  };
}
