import type { Moment } from "../plan/resource-change";
import type { Grant } from "../policy/grant";
import { type ParsedPolicy, parsePolicy, parsePolicyPair } from "../policy/parse-policy";
import { hasSameAttachments, MOMENTS, type PolicySource, type Subject } from "./subject";

/** A policy in its grants. */
export interface ReadPolicy {
  readonly source: PolicySource;
  /** The same object before and after where the policy differs in form only. */
  readonly grants: readonly Grant[];
}

/** A subject with its policies read. */
export interface ReadSubject {
  readonly subject: Subject;
  readonly before: readonly ReadPolicy[];
  readonly after: readonly ReadPolicy[];
  readonly unreadable: readonly { readonly source: PolicySource; readonly problem: string; readonly moment: Moment }[];
}

export function readSubject(subject: Subject): ReadSubject {
  const parsed = parsedPolicies(subject);
  const unreadable: { source: PolicySource; problem: string; moment: Moment }[] = [];
  const read: Record<Moment, ReadPolicy[]> = { before: [], after: [] };
  for (const moment of MOMENTS) {
    for (const source of subject[moment].sources) {
      if (source.content.state !== "known") continue;
      const policy = parsed(source.content.value);
      if ("grants" in policy) read[moment].push({ source, grants: policy.grants });
      else unreadable.push({ source, problem: policy.problem, moment });
    }
  }
  return { subject, ...read, unreadable };
}

/** Whether the policies that can be read say the same before and after, so that nothing is to be compared. */
export function isSameInMeaning({ subject, before, after }: ReadSubject): boolean {
  return (
    before.length === after.length &&
    before.every(({ source, grants }, index) => {
      const other = after[index];
      return grants === other?.grants && source.place === other.source.place;
    }) &&
    hasSameAttachments(subject)
  );
}

/** Reads each of a subject's policies once, and those that stand in for one another together. */
function parsedPolicies({ before, after }: Subject): (text: unknown) => ParsedPolicy {
  const parsed = new Map<string, ParsedPolicy>();
  if (before.sources.length === after.sources.length) {
    before.sources.forEach((source, index) => {
      const [old, now] = [textOf(source), textOf(after.sources[index])];
      if (old === undefined || now === undefined || old === now || parsed.has(old) || parsed.has(now)) return;
      const pair = parsePolicyPair(old, now);
      parsed.set(old, pair[0]).set(now, pair[1]);
    });
  }
  return (text) => {
    if (typeof text !== "string") return { problem: "it is not a text" };
    const known = parsed.get(text) ?? parsePolicy(text);
    parsed.set(text, known);
    return known;
  };
}

function textOf(source: PolicySource | undefined): string | undefined {
  return source?.content.state === "known" && typeof source.content.value === "string"
    ? source.content.value
    : undefined;
}
