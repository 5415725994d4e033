import { createHash } from "node:crypto";
import type { Log, ReportingDescriptor, Result } from "sarif";
import { RULES } from "../findings/all-rules";
import type { Finding, Level, Report } from "../report/report";
import { plainText } from "./plain-text";

const LEVELS: Readonly<Record<Level, Result.level>> = {
  high: "error",
  medium: "warning",
  unknown: "warning",
  widened: "note",
  low: "note",
};

/** How grave GitHub's code scanning takes a finding for, from 0 to 10. */
const SEVERITIES: Readonly<Record<Level, string>> = {
  high: "8.0",
  medium: "5.5",
  unknown: "5.0",
  widened: "3.5",
  low: "1.0",
};

/** What is found by other means than a rule of a review. */
const OTHER_RULES = [
  { id: "acceptance-expired", level: "medium", why: "a finding was accepted for a time only" },
  { id: "acceptance-unknown", level: "low", why: "an entry accepts nothing" },
  { id: "made-outside-terraform", level: "medium", why: "it was changed outside Terraform since the last apply" },
  { id: "left-to-a-later-plan", level: "medium", why: "Terraform defers it, and a later plan does it" },
  { id: "guardrail", level: "high", why: "it must hold of every plan" },
] as const;

/**
 * The findings in SARIF 2.1.0. A plan has addresses and no lines: the address is the logical location, and the file is the
 * plan, at its first line.
 */
export function renderSarif(report: Report, planFile = "plan.json"): string {
  const rules = [...RULES, ...OTHER_RULES].map(descriptor);
  const index = new Map(rules.map(({ id }, position) => [id, position]));
  const result = (finding: Finding, reason?: string): Result => ({
    ruleId: finding.id,
    ruleIndex: index.get(finding.id) ?? -1,
    level: LEVELS[finding.level],
    message: { text: `${plainText(finding.what)}. ${plainText(finding.why)}.` },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: encodeURI(planFile) }, region: { startLine: 1 } },
        logicalLocations: [{ fullyQualifiedName: plainText(finding.where), kind: "resource" }],
      },
    ],
    partialFingerprints: { "finding/v1": fingerprint(finding) },
    ...(reason !== undefined && {
      suppressions: [{ kind: "external", status: "accepted", justification: plainText(reason) }],
    }),
  });
  const log: Log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "ecs-role-pair", semanticVersion: "1.0.0", rules } },
        columnKind: "utf16CodeUnits",
        results: [
          ...report.findings.map((finding) => result(finding)),
          ...report.accepted.map((finding) => result(finding, finding.reason)),
        ],
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function descriptor({ id, level, why }: { id: string; level: Level; why: string }): ReportingDescriptor {
  return {
    id,
    name: id.replace(/(?:^|-)([a-z])/g, (_match, letter: string) => letter.toUpperCase()),
    shortDescription: { text: id.replaceAll("-", " ") },
    fullDescription: { text: `${why}.` },
    help: { text: `${why}.` },
    defaultConfiguration: { level: LEVELS[level] },
    properties: { "security-severity": SEVERITIES[level], tags: ["security", "terraform"] },
  };
}

/** Equal for the same finding in another plan. */
function fingerprint({ id, where, what }: Finding): string {
  return createHash("sha256").update([id, where, what].join("\n")).digest("hex");
}
