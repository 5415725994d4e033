import type { AcceptedFinding, Finding, Report } from "../report";
import { type Fact, facts } from "./document";

/** Finds what a rule says of something that a section tells in its own way. */
export class FindingIndex {
  private readonly open: ReadonlyMap<string, Finding>;
  private readonly accepted: ReadonlyMap<string, AcceptedFinding>;

  constructor({ findings, accepted }: Report) {
    this.open = new Map(findings.map((finding) => [identity(finding), finding]));
    this.accepted = new Map(accepted.map((finding) => [identity(finding), finding]));
  }

  /** The rule and how to accept it, or why it is accepted; nothing where no rule has found it. */
  facts(told: Pick<Finding, "id" | "where" | "what">): readonly Fact[] {
    const finding = this.open.get(identity(told));
    if (finding) return ruleFacts(finding);
    const accepted = this.accepted.get(identity(told));
    return accepted ? facts(["rule", [accepted.id], "code"], ["accepted", [accepted.reason], "words"]) : [];
  }
}

/** The rule that found it, and what to paste to accept it. */
export function ruleFacts(finding: Finding): readonly Fact[] {
  return facts(["rule", [finding.id], "code"], ["accept", acceptance(finding), "accept"]);
}

/** The members of an entry of the file of accepted findings; none where it must be settled in that file itself. */
function acceptance({ id, key, where }: Finding): readonly string[] {
  if (key === undefined) return [];
  return Object.entries({ id, key, where, reason: "…" }).map(
    ([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
}

function identity({ id, where, what }: Pick<Finding, "id" | "where" | "what">): string {
  return `${id}\n${where}\n${what}`;
}
