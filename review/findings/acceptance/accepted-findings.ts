import type { AcceptedFinding, Finding, Report } from "../../report/report";
import { countByLevel } from "../../report/summary";
import { ReviewError } from "../../review-error";
import { withoutActionCounts } from "../finding-key";
import { type Acceptance, REASON_TO_WRITE } from "./acceptance";
import { statedAcceptances } from "./stated-acceptances";

const FIELDS = ["id", "where", "key", "what", "reason", "expires"];

/**
 * Takes the accepted findings out of a report. An entry that has expired accepts nothing, and one that matches nothing is
 * told: both are findings themselves.
 */
export function acceptFindings(report: Report, acceptances: readonly Acceptance[], today: string): Report {
  const expired = acceptances.filter(({ expires }) => expires !== undefined && expires < today);
  const valid = acceptances.filter((acceptance) => !expired.includes(acceptance));
  const accepted: AcceptedFinding[] = [];
  const open: Finding[] = [];
  const used = new Set<Acceptance>();
  for (const finding of report.findings) {
    const acceptance = valid.find((each) => matches(each, finding));
    if (acceptance) {
      used.add(acceptance);
      accepted.push({ ...finding, reason: acceptance.reason });
    } else {
      open.push(finding);
    }
  }
  const unknown = valid.filter((acceptance) => !used.has(acceptance) && acceptance.isStated !== true);
  const findings = [...open, ...expired.map(expiredFinding), ...unknown.map(unknownFinding)];
  return { ...report, findings, accepted, summary: { ...report.summary, findings: countByLevel(findings) } };
}

/** Reads the file: a list of entries, every mistake told at once, or a synthesized stack whose code states some. */
export function readAcceptances(text: string, name: string): readonly Acceptance[] {
  let entries: unknown;
  try {
    entries = JSON.parse(text);
  } catch {
    throw new ReviewError(`${name} is not JSON: it must be a list of {"id", "where", "key", "reason", "expires"}`);
  }
  const stated = statedAcceptances(entries);
  if (stated) return stated;
  if (!Array.isArray(entries))
    throw new ReviewError(`${name} is no list: it must be a list of {"id", "where", "key", "reason", "expires"}`);
  const problems = entries.flatMap((entry, index) => problemsOf(entry).map((problem) => `[${index}] ${problem}`));
  if (problems.length > 0) throw new ReviewError(`${name}: ${problems.join("; ")}`);
  return entries as Acceptance[];
}

function problemsOf(entry: unknown): string[] {
  if (typeof entry !== "object" || entry === null || Array.isArray(entry)) return ["is not an object"];
  const fields = entry as Record<string, unknown>;
  const missing = ["id", "where", "reason"].filter(
    (field) => typeof fields[field] !== "string" || fields[field] === "",
  );
  const strange = Object.keys(fields).filter((field) => !FIELDS.includes(field));
  const { key, what, expires, id, reason } = fields;
  const isOneOfMany = id === "permission-widened" || id === "policy-not-reviewable";
  const needsWhich = isOneOfMany && typeof key !== "string" && typeof what !== "string";
  return [
    ...missing.map((field) => `has no '${field}'`),
    ...(reason === REASON_TO_WRITE
      ? [`has no reason yet: write in place of '${REASON_TO_WRITE}' why it is accepted`]
      : []),
    ...strange.map((field) => `has '${field.slice(0, 40)}', which is none of ${FIELDS.join(", ")}`),
    ...(needsWhich ? ["must say in 'key' or 'what' which change it accepts"] : []),
    ...[key, what].flatMap((value, index) =>
      value === undefined || typeof value === "string" ? [] : [`has a '${["key", "what"][index]}' that is no text`],
    ),
    ...(expires !== undefined && !isDate(expires) ? ["has an 'expires' that is no date such as 2027-01-31"] : []),
  ];
}

function isDate(value: unknown): boolean {
  return typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
}

function matches({ id, where, key, what }: Acceptance, finding: Finding): boolean {
  if (id !== finding.id || where !== finding.where) return false;
  if (key !== undefined && key !== finding.key) return false;
  return what === undefined || withoutActionCounts(what) === withoutActionCounts(finding.what);
}

function expiredFinding({ id, where, expires, reason }: Acceptance): Finding {
  return {
    id: "acceptance-expired",
    level: "medium",
    what: `the acceptance of ${id} expired on ${expires} (${reason})`,
    why: "it was accepted for a time only: settle it, or accept it anew",
    where,
  };
}

function unknownFinding({ id, where }: Acceptance): Finding {
  return {
    id: "acceptance-unknown",
    level: "low",
    what: `the acceptance of ${id} matches no finding`,
    why: "what it accepts is gone, or its id, where or what is misspelt: remove or mend it",
    where,
  };
}
