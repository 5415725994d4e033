import type { Report } from "../report";
import { ownFindings } from "../sections";
import { facts, type Section } from "./document";
import { ruleFacts } from "./finding-index";

/** What to look at that no other section tells. */
export function findingSection(report: Report): Section {
  const entries = ownFindings(report).map((finding) => ({
    mark: finding.level,
    heading: finding.what,
    facts: [...facts(["why", [finding.why], "words"], ["where", [finding.where], "code"]), ...ruleFacts(finding)],
  }));
  return { kind: "findings", title: "To look at", count: entries.length, isOpen: true, groups: [{ entries }] };
}

/** What somebody has accepted. */
export function acceptedSection({ accepted }: Report): Section {
  const entries = accepted.map(({ id, what, where, reason }) => ({
    mark: "accepted" as const,
    heading: what,
    facts: facts(["because", [reason], "words"], ["where", [where], "code"], ["rule", [id], "code"]),
  }));
  return { kind: "accepted", title: "Accepted", count: entries.length, isOpen: false, groups: [{ entries }] };
}
