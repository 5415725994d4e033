import { emptyReport } from "../../review/report/empty-report";
import type { Granted, GrantedDifference } from "../../review/report/granted";
import type { Report } from "../../review/report/report";

/** What a stack's roles may do, as a report. */
export function permissionsReport(granted: Granted): Report {
  return { ...emptyReport("", []), granted };
}

/** What those of two stacks differ in, as a report. */
export function differenceReport(compared: GrantedDifference): Report {
  return { ...emptyReport("", []), compared };
}
