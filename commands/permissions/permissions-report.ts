import { emptyReport } from "../../review/report/empty-report";
import type { Granted, GrantedDifference, UnknownGrant } from "../../review/report/granted";
import type { Finding, Report } from "../../review/report/report";

/** What a stack's roles may do, as a report, whose findings are the policies that it cannot show. */
export function permissionsReport(granted: Granted): Report {
  return { ...emptyReport("", hiddenPolicies(granted.unknown)), granted };
}

/** What those of two stacks differ in, as a report, whose findings are the policies that it cannot compare. */
export function differenceReport(compared: GrantedDifference): Report {
  return { ...emptyReport("", hiddenPolicies(compared.unknown)), compared };
}

function hiddenPolicies(unknown: readonly UnknownGrant[]): Finding[] {
  const hidden = unknown.filter(({ what }) => what === "policy");
  return hidden.map(({ address, why }) => ({
    id: "policy-not-reviewable",
    level: "unknown" as const,
    what: `${address}: ${why}`,
    why: "what it allows is not among what is shown here",
    where: address,
  }));
}
