import type { TransitionRule } from "../../findings/rule";
import { UNKNOWN_KIND } from "../../subject/policies/policies-of-unknown-kind";
import { isUntouched, type Subject } from "../../subject/subject";

/** Something that reads as a policy, in a place this program does not know. What cannot be read is told as not reviewable. */
export const policyOfUnknownKind: TransitionRule = {
  id: "policy-of-unknown-kind",
  level: "unknown",
  why: "it is reviewed as a policy, but whose it is, and whether it is in force at all, only the resource's own documentation says",
  transition: ({ everySubject, unreviewed }) => {
    const hidden = new Set(unreviewed.map(({ subject }) => subject.name));
    return everySubject
      .filter((subject) => subject.kind === UNKNOWN_KIND && isPolicy(subject) && !isUntouched(subject))
      .filter(({ label }) => !hidden.has(label))
      .map(({ name, resource, key, after }) => ({
        where: resource?.address ?? key,
        what:
          after.sources.length > 0
            ? `${name} reads as a policy, of a kind this program does not know`
            : `${name} names managed policies, in a place this program does not know`,
      }));
  },
};

function isPolicy({ after }: Subject): boolean {
  return after.sources.length > 0 || after.attachments.length > 0;
}
