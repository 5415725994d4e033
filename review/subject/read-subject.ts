import type { Clause } from "../../aws/policy/clause";
import type { Grant } from "../../aws/policy/grant";
import { type ParsedPolicy, parsePolicy, parsePolicyPair } from "../../aws/policy/parse-policy";
import type { Moment } from "../plan/resource-change";
import { hasSameAttachments, MOMENTS, type PolicySource, type Subject } from "./subject";

/** A policy in its clauses, and these spelled out as grants. */
export interface ReadPolicy {
  readonly source: PolicySource;
  /** What was read: the same object before and after where the policy differs in form only. */
  readonly policy: object;
  readonly clauses: readonly Clause[];
  readonly grants: readonly Grant[];
}

/** A subject with its policies read. */
export interface ReadSubject {
  readonly subject: Subject;
  readonly before: readonly ReadPolicy[];
  readonly after: readonly ReadPolicy[];
  readonly unreadable: readonly { readonly source: PolicySource; readonly problem: string; readonly moment: Moment }[];
}

/** A policy where it is said; its grants are spelled out when they are first asked for. */
class PolicyAtSource implements ReadPolicy {
  constructor(
    readonly source: PolicySource,
    readonly policy: Pick<ReadPolicy, "clauses" | "grants">,
  ) {}

  get clauses(): readonly Clause[] {
    return this.policy.clauses;
  }

  get grants(): readonly Grant[] {
    return this.policy.grants;
  }
}

export function readSubject(subject: Subject): ReadSubject {
  const parsed = parsedPolicies(subject);
  const unreadable: { source: PolicySource; problem: string; moment: Moment }[] = [];
  const read: Record<Moment, ReadPolicy[]> = { before: [], after: [] };
  for (const moment of MOMENTS) {
    for (const source of subject[moment].sources) {
      if (source.content.state !== "known") continue;
      const policy = parsed(source, source.content.value);
      if ("clauses" in policy) read[moment].push(new PolicyAtSource(source, policy));
      else unreadable.push({ source, problem: policy.problem, moment });
    }
  }
  return { subject, ...read, unreadable };
}

/** Whether the policies that can be read say the same before and after, so that nothing is to be compared. */
export function isSameInMeaning({ subject, before, after }: ReadSubject): boolean {
  return (
    before.length === after.length &&
    before.every(({ source, policy }, index) => {
      const other = after[index];
      return policy === other?.policy && source.place === other.source.place;
    }) &&
    hasSameAttachments(subject)
  );
}

/** Reads each of a subject's policies once, and those that stand in for one another together. */
function parsedPolicies({ before, after }: Subject): (source: PolicySource, text: unknown) => ParsedPolicy {
  const paired = new Map<PolicySource, ParsedPolicy>();
  if (before.sources.length === after.sources.length) {
    before.sources.forEach((source, index) => {
      const other = after.sources[index] as PolicySource;
      const [old, now] = [textOf(source), textOf(other)];
      if (old === undefined || now === undefined || old === now) return;
      const pair = parsePolicyPair(old, now);
      paired.set(source, pair[0]).set(other, pair[1]);
    });
  }
  const byText = new Map<string, ParsedPolicy>();
  return (source, text) => {
    const inPair = paired.get(source);
    if (inPair) return inPair;
    if (typeof text !== "string") return { problem: "it is not a text" };
    const known = byText.get(text) ?? parsePolicy(text);
    byText.set(text, known);
    return known;
  };
}

function textOf({ content }: PolicySource): string | undefined {
  return content.state === "known" && typeof content.value === "string" ? content.value : undefined;
}
