import { REASON_TO_WRITE } from "../../findings/acceptance/acceptance";
import type { AcceptedFinding, Finding, Report } from "../report";
import { type Fact, facts } from "./document";

/** Finds what a rule says of something that a section tells in its own way. */
export class FindingIndex {
  private known: ReadonlyMap<string, Finding | AcceptedFinding> | undefined;

  constructor(private readonly report: Pick<Report, "findings" | "accepted">) {}

  /** The rule and how to accept it, or why it is accepted; nothing where no rule has found it. */
  facts(told: Pick<Finding, "id" | "where" | "what">): readonly Fact[] {
    const { findings, accepted } = this.report;
    this.known ??= new Map([...accepted, ...findings].map((finding) => [identity(finding), finding]));
    const finding = this.known.get(identity(told));
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

function identity({ id, where, what }: Pick<Finding, "id" | "where" | "what">): string {
  return `${id}\n${where}\n${what}`;
}
