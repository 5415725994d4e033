import { isPlan, readPlan } from "../plan/read-plan";
import { REPORT_VERSION, type Report } from "../report/report";
import { ReviewError } from "../review-error";
import { reviewPlan } from "../review-plan";

const LISTS = ["findings", "accepted", "permissions", "attachments", "unreviewed", "tasks", "resources"] as const;
const HOW = "give what 'ecs-role-pair review --format json' wrote, or the plan that was reviewed";

/** What was reviewed before: a report as JSON, or the plan of which one is made. */
export function readReviewed(bytes: Uint8Array, name: string): Report {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ReviewError(`${name} is not JSON: ${HOW}`);
  }
  if (isPlan(value)) return reviewPlan(readPlan(bytes, name));
  if (!isReport(value)) throw new ReviewError(`${name} is no report of a review: ${HOW}`);
  if (value.version !== REPORT_VERSION)
    throw new ReviewError(`${name} is a report of version ${value.version}: this program reads ${REPORT_VERSION}`);
  return value;
}

function isReport(value: unknown): value is Report {
  if (typeof value !== "object" || value === null || !("version" in value)) return false;
  return LISTS.every((list) => Array.isArray((value as Record<string, unknown>)[list]));
}
