import { ATTACHED_POLICIES, POLICY_CHARACTERS, policyCharacters, RESOURCE_POLICY_BYTES } from "../../aws/policy/quotas";
import { subjectTitle } from "../report/sentences";
import { subjectNameOf } from "../subject/review-subject";
import type { PolicySource, Subject } from "../subject/subject";

interface Oversized {
  /** @default - the subject */
  readonly where?: string;
  readonly what: string;
}

/** A subject's policies that are longer, or more, than AWS takes. */
export function oversizedPolicies(subject: Subject): Oversized[] {
  const title = subjectTitle(subjectNameOf(subject));
  return [
    ...managedPolicies(subject),
    ...inlinePolicies(subject, title),
    ...trustPolicy(subject, title),
    ...resourcePolicy(subject, title),
    ...attachedPolicies(subject, title),
  ];
}

function managedPolicies({ after }: Subject): Oversized[] {
  return after.sources.filter(isManaged).flatMap((source) => {
    const length = policyCharacters(textOf(source));
    const { address } = source.change;
    return tooLong(`the managed policy ${address}`, length, POLICY_CHARACTERS.managed, address);
  });
}

function inlinePolicies({ after, kind }: Subject, title: string): Oversized[] {
  const limit = POLICY_CHARACTERS.inline[kind as keyof typeof POLICY_CHARACTERS.inline];
  const inline = after.sources.filter((source) => source.place === "identity" && !isManaged(source));
  if (limit === undefined || inline.length === 0) return [];
  const length = inline.reduce((sum, source) => sum + policyCharacters(textOf(source)), 0);
  const what = inline.length === 1 ? "the inline policy" : `the ${inline.length} inline policies together`;
  return tooLong(`${what} of ${title}`, length, limit, inline[0]?.change.address);
}

function trustPolicy({ after, kind }: Subject, title: string): Oversized[] {
  if (kind !== "role") return [];
  const { standard, raised } = POLICY_CHARACTERS.trust;
  const length = Math.max(0, ...after.sources.filter(({ place }) => place === "trust").map(lengthOf));
  if (length <= standard || length > raised) return tooLong(`the trust policy of ${title}`, length, raised);
  return [
    {
      what: `the trust policy of ${title} has ${figure(length)} characters: AWS takes ${figure(standard)}, where the account's quota is not raised`,
    },
  ];
}

function resourcePolicy({ after, kind }: Subject, title: string): Oversized[] {
  const limit = RESOURCE_POLICY_BYTES[kind as keyof typeof RESOURCE_POLICY_BYTES];
  if (limit === undefined) return [];
  const length = Math.max(0, ...after.sources.filter(({ place }) => place === "resource").map(lengthOf));
  return tooLong(`the policy of ${title}`, length, limit);
}

function attachedPolicies({ after }: Subject, title: string): Oversized[] {
  const planned = new Set(
    after.sources.filter((source) => isManaged(source) && source.via).map(({ change }) => change),
  );
  const count = planned.size + after.attachments.filter(({ place }) => place === "identity").length;
  const { standard, raised } = ATTACHED_POLICIES;
  if (count <= standard) return [];
  const unless = count > raised ? `never more than ${raised}` : "where the account's quota is not raised";
  return [{ what: `${title} has ${count} managed policies: AWS takes ${standard}, ${unless}` }];
}

function tooLong(what: string, length: number, limit: number, where?: string): Oversized[] {
  if (length <= limit) return [];
  const said = `${what} ${what.includes(" policies ") ? "have" : "has"} ${figure(length)} characters, and AWS takes ${figure(limit)}`;
  return [{ what: said, ...(where !== undefined && { where }) }];
}

function isManaged({ place, change }: PolicySource): boolean {
  return place === "identity" && change.type === "aws_iam_policy";
}

function lengthOf(source: PolicySource): number {
  return policyCharacters(textOf(source));
}

function textOf({ content }: PolicySource): string {
  return content.state === "known" && typeof content.value === "string" ? content.value : "";
}

/** `10,240`. */
function figure(value: number): string {
  return value.toLocaleString("en-US");
}
