import type { Report } from "../report";
import { unreviewedSentence } from "../sentences";
import { facts, type Section } from "./document";
import type { FindingIndex } from "./finding-index";

/** The policies that the plan does not show. */
export function unreviewedSection({ unreviewed }: Report, index: FindingIndex): Section {
  const entries = unreviewed.map((policy) => {
    const what = unreviewedSentence(policy);
    return {
      mark: "unknown" as const,
      heading: what,
      facts: [
        ...facts(["where", [policy.where], "code"]),
        ...index.facts({ id: "policy-not-reviewable", where: policy.where, what }),
      ],
    };
  });
  return { kind: "unknown", title: "Not reviewable", count: entries.length, isOpen: true, groups: [{ entries }] };
}
