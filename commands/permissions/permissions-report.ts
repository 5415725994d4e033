import { emptyReport } from "../../review/report/empty-report";
import type { Granted, GrantedDifference } from "../../review/report/granted";
import type { Report } from "../../review/report/report";

/** What a stack's roles may do, as a report, whose findings are the policies that it cannot show. */
export function permissionsReport(granted: Granted): Report {
  const hidden = granted.unknown.filter(({ what }) => what === "policy");
  const findings = hidden.map(({ address, why }) => ({
    id: "policy-not-reviewable",
    level: "unknown" as const,
    what: `${address}: ${why}`,
    why: "what it allows is not among what is shown here",
    where: address,
  }));
  return { ...emptyReport("", findings), granted };
}

/** What those of two stacks differ in, as a report. */
export function differenceReport(compared: GrantedDifference): Report {
  return { ...emptyReport("", []), compared };
}
