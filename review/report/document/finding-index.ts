import { grouped } from "../../../aws/grouped";
import { REASON_TO_WRITE } from "../../findings/acceptance/acceptance";
import type { AcceptedFinding, Finding, Report } from "../report";
import { type Fact, facts } from "./document";

/** Finds what a rule says of something that a section tells in its own way. */
export class FindingIndex {
  private known: ReadonlyMap<string, readonly (Finding | AcceptedFinding)[]> | undefined;

  constructor(private readonly report: Pick<Report, "findings" | "accepted">) {}

  /** The rule and how to accept it, or why it is accepted; nothing where no rule has found it. */
  facts({ id, where, what }: Pick<Finding, "id" | "where" | "what">): readonly Fact[] {
    // A sentence is long: it is compared with the few of its address and no key of a map.
    this.known ??= grouped([...this.report.findings, ...this.report.accepted], (finding) => finding.where);
    const finding = this.known.get(where)?.find((each) => each.id === id && each.what === what);
    if (finding === undefined) return [];
    if (!("reason" in finding)) return ruleFacts(finding);
    return facts(["rule", [finding.id], "code"], ["accepted", [finding.reason], "words"]);
  }
}

/** The rule that found it, and what to paste to accept it. */
export function ruleFacts(finding: Finding): readonly Fact[] {
  return facts(["rule", [finding.id], "code"], ["accept", acceptance(finding), "accept"]);
}

/** The members of an entry of the file of accepted findings; none where it must be settled in that file itself. */
function acceptance({ id, key, where }: Finding): readonly string[] {
  if (key === undefined) return [];
  return Object.entries({ id, key, where, reason: REASON_TO_WRITE }).map(
    ([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
}
